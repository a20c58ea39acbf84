// Every page in both languages, narrow and wide, light and dark: no accessibility violation, no
// message in the console (that is where a broken policy shows), nothing wider than the screen,
// no text key that has no words.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { complaints, inspect, looks } from "./looks.mjs";
import { english, pages, skip, start } from "./site.mjs";

describe("pages", { skip, concurrency: false }, () => {
  let site;
  before(async () => (site = await start()));
  after(() => site?.stop());

  for (const look of looks) {
    for (const path of pages.flatMap((path) => [path, english(path)])) {
      test(`${path} (${look.name})`, async () => {
        const context = await site.browser.newContext({ ...look, bypassCSP: false });
        try {
          const page = await context.newPage();
          const heard = complaints(page);
          const response = await page.goto(site.base + path);
          // The map comes after the page; what it complains of counts too.
          if (await page.$("#map")) await page.waitForSelector(".map :is(.pin, .cluster)");
          const expected = path.includes("khong-co") ? 404 : 200;
          assert.equal(response.status(), expected);
          // The browser itself reports the 404 of the page that is not there.
          const own = heard.filter((text) => expected === 200 || !text.includes("404"));
          assert.deepEqual(own, []);
          await inspect(page);
        } finally {
          await context.close();
        }
      });
    }
  }
});
