// What people do: search with and without scripts, the keyboard in the suggestions, filters, the
// gallery, the way between the languages, the map by keyboard.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { skip, start } from "./site.mjs";

describe("use", { skip, concurrency: false }, () => {
  let site;
  before(async () => (site = await start()));
  after(() => site?.stop());

  const visit = async (path, options = {}) => {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    await page.goto(site.base + path);
    return page;
  };

  test("the search box works without scripts", async () => {
    const page = await visit("/", { javaScriptEnabled: false });
    await page.fill("#q", "gom bat trang");
    await page.press("#q", "Enter");
    assert.match(page.url(), /\/tim-kiem\?q=gom\+bat\+trang$/);
    assert.match(await page.textContent("main"), /Làng gốm Bát Tràng/);
  });

  test("suggestions are a combobox that the keyboard can use", async () => {
    const page = await visit("/");
    await page.click("#q");
    await page.keyboard.type("tra sen", { delay: 20 });
    await page.waitForSelector("[role=listbox]:not([hidden]) [role=option]");
    assert.equal(await page.getAttribute("#q", "aria-expanded"), "true");
    await page.keyboard.press("ArrowDown");
    const chosen = await page.getAttribute("#q", "aria-activedescendant");
    assert.equal(await page.getAttribute(`#${chosen}`, "aria-selected"), "true");
    await page.keyboard.press("Escape");
    assert.equal(await page.getAttribute("#q", "aria-expanded"), "false");
    assert.equal(await page.inputValue("#q"), "tra sen");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await Promise.all([page.waitForURL(/\/(san-pham|nha-san-xuat|cau-chuyen|lang-nghe|diem-ban|su-kien)\//), page.keyboard.press("Enter")]);
  });

  test("nothing is asked while an input method composes a letter", async () => {
    const page = await visit("/");
    const asked = [];
    page.on("request", (request) => request.url().includes("goi-y") && asked.push(request.url()));
    await page.focus("#q");
    await page.evaluate(() => {
      const input = document.querySelector("#q");
      input.value = "gô";
      input.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    });
    await page.waitForTimeout(400);
    assert.deepEqual(asked, []);
  });

  test("a facet narrows the list and can be taken back", async () => {
    const page = await visit("/san-pham", { javaScriptEnabled: false });
    const all = await page.textContent("#found");
    // On a wide screen the style sheet shows what is folded, which the driver takes for hidden.
    await Promise.all([page.waitForURL(/\?group=\d/), page.$eval(".facet li a", (link) => link.click())]);
    assert.notEqual(await page.textContent("#found"), all);
    await page.click(".tags .tag");
    assert.equal(await page.textContent("#found"), all);
  });

  test("lists lead on and back", async () => {
    const page = await visit("/san-pham", { javaScriptEnabled: false });
    const first = await page.textContent(".card h3");
    await page.click("a[rel=next]");
    assert.notEqual(await page.textContent(".card h3"), first);
    await page.click("a[rel=prev]");
    assert.equal(await page.textContent(".card h3"), first);
  });

  test("every page leads to itself in the other language and back", async () => {
    for (const path of ["/", "/san-pham/tra-sen-hien-xiem", "/lang-nghe/lang-gom-bat-trang", "/ban-do"]) {
      const page = await visit(path, { javaScriptEnabled: false });
      await page.click(".tool[hreflang=en]");
      assert.equal(await page.getAttribute("html", "lang"), "en");
      await page.click(".tool[hreflang=vi]");
      assert.equal(new URL(page.url()).pathname, path);
    }
  });

  test("the map opens a place by keyboard and gives the focus back", async () => {
    const page = await visit("/ban-do");
    await page.waitForSelector(".map .pin, .map .cluster");
    const show = page.locator(".map-show").first();
    await show.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".leaflet-popup .pop a");
    await page.focus(".leaflet-popup .pop a");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".leaflet-popup", { state: "detached" });
    assert.ok(await page.evaluate(() => document.activeElement?.matches(".pin")));
  });

  test("no page asks a third party", async () => {
    const page = await visit("/");
    const foreign = [];
    page.on("request", (request) => new URL(request.url()).origin !== site.base && !request.url().startsWith("data:") && foreign.push(request.url()));
    for (const path of ["/", "/san-pham", "/ban-do"]) {
      await page.goto(site.base + path);
      await page.waitForTimeout(500);
    }
    assert.deepEqual(foreign, []);
  });
});
