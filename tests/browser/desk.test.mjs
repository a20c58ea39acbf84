// The producer's desk and the operator's office as people use them: every page in every look, an order worked off in
// three taps on a weak network, and a listing with three pictures from the first word to the public page.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { complaints, inspect, looks } from "./looks.mjs";
import { PHONE, signedIn, weak } from "./people.mjs";
import { skip, start } from "./site.mjs";

describe("the desks", { skip, concurrency: false }, () => {
  let site;
  before(async () => (site = await start()));
  after(() => site?.stop());

  /** Buys a piece from the producer of the try-out; the number of its order. */
  async function bought() {
    const context = await site.browser.newContext(PHONE);
    const page = await context.newPage();
    await page.goto(`${site.base}/san-pham/bo-bat-dia-gom-su-hoa-sen-do`);
    await page.click(".buy-form button");
    await page.waitForURL((url) => url.pathname === "/gio-hang");
    await page.click(".sum a.btn");
    await page.fill("#name", "Nguyễn Thị Lan");
    await page.fill("#tel", "0912 345 678");
    await page.fill("#street-address", "12 ngõ 5");
    await page.fill("#address-level2", "Phường Láng");
    await page.keyboard.press("Tab");
    await page.check("#method input[value=cod]");
    await page.check("#terms");
    await page.waitForTimeout(500);
    await page.click("#summary .btn:not(.btn-2)");
    await page.waitForLoadState();
    if (!page.url().includes("/don-hang/")) await page.click("#summary .btn:not(.btn-2)");
    await page.waitForURL((url) => url.pathname.startsWith("/don-hang/"));
    const number = (await page.locator(".order .parcel").first().innerText()).match(/CL[0-9A-Z]{8}/)[0];
    await context.close();
    return number;
  }

  /** Every page that the menu leads to, and those one step further. */
  async function all(page, root, further) {
    const heard = complaints(page);
    await page.goto(site.base + root);
    const menu = await page.$$eval("main nav a", (links) => links.map((link) => link.getAttribute("href")));
    assert.ok(menu.length >= 8, menu.join(" "));
    for (const path of new Set([...menu, ...further])) {
      const answer = await page.goto(site.base + path);
      assert.equal(answer.status(), 200, path);
      await inspect(page);
      const bytes = Buffer.byteLength(await page.content());
      assert.ok(bytes < 30_000, `${path} has ${bytes} bytes`);
    }
    assert.deepEqual(heard, []);
  }

  for (const look of looks) {
    test(`every page of the desk (${look.name})`, async () => {
      const number = await bought();
      const page = await signedIn(site, "producer", look);
      await page.goto(`${site.base}/nguoi-ban/san-pham`);
      const listing = await page.locator("main a[href^='/nguoi-ban/san-pham/']").evaluateAll((links) =>
        links.map((link) => link.getAttribute("href")).find((path) => /\d+$/.test(path)));
      const order = `/nguoi-ban/don-hang/${number}`;
      const further = [order, `${order}/phieu`, `${order}/nhan`, "/nguoi-ban/san-pham/moi", "/nguoi-ban/cau-chuyen/0"];
      for (const part of ["", "/anh", "/goi", "/giay-to", "/xem-truoc"]) further.push(listing + part);
      further.push("/nguoi-ban/san-pham/bang", "/nguoi-ban/chi-tra", "/en/studio/print", "/en/studio/figures");
      await all(page, "/nguoi-ban", [...further, "/en/studio", "/en/studio/orders", "/en/studio/settings"]);
      await page.context().close();
    });

    test(`every page of the office (${look.name})`, async () => {
      const page = await signedIn(site, "operator", look);
      const reports = ["san-pham", "sap-het-han", "diem-ban", "chua-ban-duoc", "doanh-so", "su-kien", "du-lieu-quoc-gia"];
      const further = [...reports.map((report) => `/quan-tri/bao-cao/${report}`), "/quan-tri/chuong-trinh/muc-tieu/2026/certified"];
      further.push("/quan-tri/diem-ban/diem-ocop-bat-trang/nguoi-giu", "/en/office", "/en/office/audit", "/en/office/producers", "/en/office/programme");
      await all(page, "/quan-tri", further);
      await page.context().close();
    });

    test(`every page of a sales point (${look.name})`, async () => {
      const page = await signedIn(site, "point", look);
      const heard = complaints(page);
      const root = "/nguoi-ban/diem-ban/diem-ocop-bat-trang";
      const pages = ["", "/ke-hang", "/ke-hang?q=tra+sen", "/quet-ma", "/gio-mo-cua", "/lien-he"];
      for (const path of [...pages.map((rest) => root + rest), "/en/studio/points/diem-ocop-bat-trang/hours"]) {
        const answer = await page.goto(site.base + path);
        assert.equal(answer.status(), 200, path);
        await inspect(page);
        const bytes = Buffer.byteLength(await page.content());
        assert.ok(bytes < 30_000, `${path} has ${bytes} bytes`);
      }
      assert.deepEqual(heard, []);
      await page.context().close();
    });

    test(`applying and complaining (${look.name})`, async () => {
      const page = await signedIn(site, "buyer", look);
      for (const path of ["/nguoi-ban/dang-ky-ban", "/en/studio/apply", "/khieu-nai/gui"]) {
        const answer = await page.goto(site.base + path);
        assert.equal(answer.status(), 200, path);
        await inspect(page);
      }
      await page.context().close();
    });
  }

  for (const javaScriptEnabled of [true, false])
    test(`three taps send an order on a weak network, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
      const number = await bought();
      const page = await signedIn(site, "staff", { ...PHONE, javaScriptEnabled });
      await weak(page);
      await page.goto(`${site.base}/nguoi-ban/don-hang`);
      for (const done of ["confirmed", "packed", "shipped"]) {
        const card = page.locator(".desk-card", { hasText: number });
        await card.locator("form.desk-step button").first().click();
        await page.waitForURL((url) => url.search.includes("done="));
        assert.ok(await page.locator(".desk-card", { hasText: number }).count(), done);
      }
      await page.goto(`${site.base}/nguoi-ban/don-hang/${number}`);
      if (javaScriptEnabled) await inspect(page);
      await page.context().close();
    });

  test("a listing with three pictures goes live when the office says so", async () => {
    const owner = await signedIn(site, "producer", PHONE);
    await owner.goto(`${site.base}/nguoi-ban/san-pham/moi`);
    const pictures = [];
    for (const height of [700, 900, 800]) {
      await owner.setViewportSize({ width: 390, height });
      pictures.push({ name: `anh-${height}.jpg`, mimeType: "image/jpeg", buffer: await owner.screenshot({ type: "jpeg" }) });
    }
    await owner.setViewportSize(PHONE.viewport);
    await weak(owner);
    await owner.fill("[name=name_vi]", "Ấm tích men lam vẽ chim lạc");
    const group = owner.locator("select[name=set]");
    if (await group.count()) await group.selectOption("21");
    await owner.locator(".acct-main form .btn").first().click();
    await owner.waitForURL((url) => /\/san-pham\/\d+\/anh$/.test(url.pathname));
    const listing = new URL(owner.url()).pathname.replace(/\/anh$/, "");
    await owner.setInputFiles("[name=pictures]", pictures);
    await owner.locator("main form[enctype] .btn").click();
    await owner.waitForSelector(".shot");
    assert.equal(await owner.locator(".shot").count(), 3);
    for (const [index, field] of (await owner.locator(".shot input").all()).entries())
      await field.fill(index % 2 ? `A teapot, side ${index}` : `Chiếc ấm, mặt ${index}`);
    await owner.click("#save");
    await owner.waitForLoadState();
    await inspect(owner);
    await owner.goto(`${site.base}${listing}/goi`);
    for (const [name, value] of [["unit", "chiếc"], ["price", "450.000"], ["weight_g", "900"], ["sku", "QV-AM-01"]])
      await owner.fill(`[name=${name}]`, value);
    await owner.locator("main form.acct-form .btn").first().click();
    await owner.waitForLoadState();
    await owner.goto(site.base + listing);
    await owner.fill("[name=summary_vi]", "Ấm tích cỡ nhỏ, men lam, vẽ tay chim lạc, nung ở lò gia đình.");
    await owner.click("#submit");
    await owner.waitForURL((url) => url.search.includes("done=handed_in"));
    await inspect(owner);

    const office = await signedIn(site, "operator", { viewport: { width: 1280, height: 900 } });
    await office.goto(`${site.base}/quan-tri/thay-doi`);
    await office.click("main a[href*='/thay-doi/san-pham/']");
    await office.waitForLoadState();
    await inspect(office);
    await office.click("button[value=approve]");
    await office.waitForURL((url) => url.search.includes("done="));
    // Soon everybody sees it: the next edition is looked for every second or so.
    let status = 0;
    for (let tries = 0; tries < 60 && status !== 200; tries += 1) {
      status = (await fetch(`${site.base}/san-pham/am-tich-men-lam-ve-chim-lac`)).status;
      if (status !== 200) await new Promise((done) => setTimeout(done, 500));
    }
    assert.equal(status, 200);
    await office.goto(`${site.base}/san-pham/am-tich-men-lam-ve-chim-lac`);
    await inspect(office);
    await owner.context().close();
    await office.context().close();
  });
});
