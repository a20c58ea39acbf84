// Every page in both languages, narrow and wide, light and dark: no accessibility violation, no
// message in the console (that is where a broken policy shows), nothing wider than the screen,
// no text key that has no words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { english, pages, skip, start } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const looks = [
  { name: "phone, light", viewport: { width: 390, height: 844 }, colorScheme: "light" },
  { name: "phone, dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
  { name: "desk, light", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "desk, dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
];

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
          const complaints = [];
          page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
          page.on("pageerror", (error) => complaints.push(error.message));
          const response = await page.goto(site.base + path);
          // The map comes after the page; what it complains of counts too.
          if (await page.$("#map")) await page.waitForSelector(".map :is(.pin, .cluster)");
          const expected = path.includes("khong-co") ? 404 : 200;
          assert.equal(response.status(), expected);
          // The browser itself reports the 404 of the page that is not there.
          const own = complaints.filter((text) => expected === 200 || !text.includes("404"));
          assert.deepEqual(own, []);
          const html = await response.text();
          assert.ok(!html.includes("⟦"), `a text is missing: ${/⟦[^⟧]*/.exec(html)?.[0]}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `${wide}px wider than the screen`);
          // The policy forbids scripts that are not ours, so the checker comes by the debugging protocol.
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => globalThis.axe.run());
          const told = violations.map((one) => `${one.id}: ${one.nodes[0]?.html.slice(0, 160)}`);
          assert.deepEqual(told, []);
        } finally {
          await context.close();
        }
      });
    }
  }
});
