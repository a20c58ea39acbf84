// A place at the office: the pin and the two numbers are one, by keys, by a click and by typing.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { skip, start } from "./site.mjs";

describe("a place on the map", { skip, concurrency: false }, () => {
  let site;
  before(async () => (site = await start()));
  after(() => site?.stop());

  test("the pin sets the numbers and the numbers set the pin", async () => {
    const context = await site.browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(`${site.base}/dang-nhap`);
    await page.fill("input[autocomplete=username]", "operator@example.com");
    await page.fill("input[type=password]", "demo-cho-lang");
    await page.press("input[type=password]", "Enter");
    await page.waitForURL((url) => url.pathname.startsWith("/tai-khoan"));
    await page.goto(`${site.base}/quan-tri/dia-diem?q=diem-ocop-van-phuc`);
    await page.click("main .acct-list a");
    const pin = page.locator("#pin .office-pin");
    await pin.waitFor();
    const lat = () => page.inputValue("#lat").then(Number);
    const first = await lat();
    await pin.focus();
    await page.keyboard.press("ArrowUp");
    const higher = await lat();
    assert.ok(higher > first, `${higher} > ${first}`);
    await page.fill("#lat", "20,99");
    await page.press("#lat", "Tab");
    await page.waitForTimeout(500);
    await pin.focus();
    await page.keyboard.press("ArrowUp");
    assert.ok(Math.abs((await lat()) - 20.99) < 0.01, "the pin went where the number said");
    await page.click("main form button.btn:has-text('Lưu')");
    await page.waitForURL((url) => url.search.includes("done=saved"));
    assert.ok(Math.abs((await lat()) - 20.99) < 0.01);
    await context.close();
  });
});
