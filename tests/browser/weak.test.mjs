// A new producer on a phone far from the mast: applying takes less than five minutes of a slow thumb, and nothing that
// was typed is lost when the network goes or the session ends in the middle.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PHONE, signIn, signedIn, weak } from "./people.mjs";
import { skip, start } from "./site.mjs";

/** Milliseconds a letter: a slow thumb, three letters a second. */
const THUMB = 330;
/** The form of a step: the one that fields stand in. */
const STEP = "main form.stack";

describe("far from the mast", { skip, concurrency: false }, () => {
  let site;
  before(async () => (site = await start()));
  after(() => site?.stop());

  /** Types like a thumb, into a field of the page. */
  async function type(page, name, text) {
    await page.locator(`${STEP} [name=${name}]`).fill("");
    await page.locator(`${STEP} [name=${name}]`).pressSequentially(text, { delay: THUMB });
  }
  const send = (page) => page.locator(`${STEP} button.btn:not(.btn-3)`).first().click();
  /** Waits for the next step, or says what was wrong with the one before. */
  async function at(page, path) {
    await page.waitForURL((url) => url.pathname === path, { timeout: 15_000 }).catch(async (error) => {
      throw new Error(await page.locator("main").innerText(), { cause: error });
    });
  }

  test("applying takes less than five minutes", async () => {
    const page = await signedIn(site, "buyer", PHONE);
    const paper = await page.screenshot({ type: "jpeg" });
    await weak(page);
    const begun = Date.now();
    await page.goto(`${site.base}/nguoi-ban/dang-ky-ban/chu-the`);
    await page.locator("[name=legal_form]").first().check();
    await type(page, "name_vi", "Hợp tác xã Mây tre Phú Vinh");
    await type(page, "tax_code", "0100109106");
    await page.selectOption("[name=commune]", { index: 5 });
    await send(page);
    await at(page, "/nguoi-ban/dang-ky-ban/lien-he");
    await type(page, "phone", "0987654321");
    await type(page, "email", "phuvinh@example.com");
    await send(page);
    await at(page, "/nguoi-ban/dang-ky-ban/ngan-hang");
    await page.selectOption("select[name=bank]", { index: 1 });
    for (const name of ["account", "account_again"]) await type(page, name, "190355667788");
    for (const name of ["holder", "holder_again"]) await type(page, name, "HTX MAY TRE PHU VINH");
    await send(page);
    await at(page, "/nguoi-ban/dang-ky-ban/giay-to");
    const papers = page.locator("form[enctype]");
    for (let number = 0; number < (await papers.count()); number += 1) {
      const form = papers.nth(number);
      if (!(await form.locator("input[required]").count())) continue;
      await form.locator("input[type=file]").setInputFiles({ name: "giay.jpg", mimeType: "image/jpeg", buffer: paper });
      await form.locator("button").click();
      await page.waitForLoadState();
    }
    await page.goto(`${site.base}/nguoi-ban/dang-ky-ban/gui`);
    await page.locator("main form .btn").first().click();
    await page.waitForLoadState();
    assert.equal(await page.locator("#errors").count(), 0, await page.locator("main").innerText());
    const seconds = (Date.now() - begun) / 1000;
    assert.ok(seconds < 300, `${seconds} s`);
    console.log(`applied in ${Math.round(seconds)} s`);
    await page.context().close();
  });

  test("a network that goes costs nothing that was typed", async () => {
    const page = await signedIn(site, "producer", PHONE);
    await page.goto(`${site.base}/nguoi-ban/san-pham/moi`);
    await page.fill("[name=name_vi]", "Ấm tích men lam");
    await page.selectOption("select[name=set]", "21");
    await page.context().setOffline(true);
    await page.locator(".acct-main form .btn").first().click();
    await page.waitForSelector(".acct-main form .note[role=alert]");
    assert.equal(await page.inputValue("[name=name_vi]"), "Ấm tích men lam");
    await page.context().setOffline(false);
    // The phone was put away meanwhile, and the page is opened anew.
    await page.goto(`${site.base}/nguoi-ban/san-pham`);
    await page.goto(`${site.base}/nguoi-ban/san-pham/moi`);
    await page.waitForSelector(".acct-main form .note[role=status]");
    assert.equal(await page.inputValue("[name=name_vi]"), "Ấm tích men lam");
    await page.locator(".acct-main form .note button").click();
    assert.equal(await page.inputValue("[name=name_vi]"), "");
    await page.reload();
    assert.equal(await page.locator(".acct-main form .note[role=status]").count(), 0);
    await page.context().close();
  });

  test("pictures wait for the network and are sent by themselves when it is back", async () => {
    const page = await signedIn(site, "producer", PHONE);
    await page.goto(`${site.base}/nguoi-ban/san-pham/moi`);
    const picture = (height) => page.screenshot({ type: "jpeg", clip: { x: 0, y: 0, width: 390, height } });
    const pictures = [await picture(500), await picture(700)];
    await page.fill("[name=name_vi]", "Bình hoa men rạn");
    await page.selectOption("select[name=set]", "21");
    await page.locator(".acct-main form .btn").first().click();
    await page.waitForURL((url) => /\/san-pham\/\d+\/anh$/.test(url.pathname));
    await page.context().setOffline(true);
    const files = pictures.map((buffer, number) => ({ name: `anh-${number}.jpg`, mimeType: "image/jpeg", buffer }));
    await page.setInputFiles("[name=pictures]", [...files, { name: "chu.jpg", mimeType: "image/jpeg", buffer: Buffer.from("chữ") }]);
    await page.locator("form[data-pictures] .btn").first().click();
    await page.waitForSelector(".uploads >> text=Mất mạng");
    await page.context().setOffline(false);
    // What is no picture is said beside its name, and the others have arrived.
    await page.waitForSelector(".uploads .err");
    assert.match(await page.locator(".uploads .err").innerText(), /chu\.jpg[^]*không phải là ảnh/);
    await page.locator("form[data-pictures] a").click();
    await page.waitForLoadState();
    assert.equal(await page.locator(".shot").count(), 2);
    await page.locator(".shot summary").last().click();
    await page.locator(".shot button[value^=square]").last().click();
    await page.waitForURL((url) => url.search.includes("done="));
    const sides = await page.locator(".shot img").last().evaluate((image) => [image.getAttribute("width"), image.getAttribute("height")]);
    assert.equal(sides[0], sides[1]);
    await page.context().close();
  });

  test("a session that ends costs nothing that was typed", async () => {
    const page = await signedIn(site, "producer", PHONE);
    const form = `${site.base}/nguoi-ban/cau-chuyen/0`;
    const answer = await page.goto(form);
    assert.equal(answer.status(), 200);
    await page.fill("[name=title_vi]", "Lửa lò Bát Tràng");
    await page.fill("[name=body_vi]", "Ông nội tôi <b>đắp</b> lò này năm 1954.");
    await page.context().clearCookies();
    await page.click("button[value=save]");
    await page.waitForURL((url) => url.pathname === "/dang-nhap");
    await signIn(page, "producer");
    await page.waitForURL((url) => url.pathname === "/nguoi-ban/cau-chuyen/0");
    await page.waitForSelector(".acct-main form .note[role=status]");
    assert.equal(await page.inputValue("[name=body_vi]"), "Ông nội tôi <b>đắp</b> lò này năm 1954.");
    await page.click("button[value=save]");
    await page.waitForURL((url) => /\/cau-chuyen\/[1-9]\d*$/.test(url.pathname) || url.search.includes("done="));
    const kept = await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("draft:")));
    assert.deepEqual(kept, [], "what has arrived is not kept any longer");
    await page.context().close();
  });
});
