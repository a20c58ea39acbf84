// What every page has to be: no accessibility violation, no message in the console, nothing wider than the
// screen, no text key without words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const looks = [
  { name: "phone, light", viewport: { width: 390, height: 844 }, colorScheme: "light" },
  { name: "phone, dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
  { name: "desk, light", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "desk, dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
];

/** Collects what a page complains of in the console. */
export function complaints(page) {
  const heard = [];
  page.on("console", (message) => message.type() === "error" && heard.push(message.text()));
  page.on("pageerror", (error) => heard.push(error.message));
  return heard;
}

/** Looks at the page as it stands. */
export async function inspect(page) {
  const html = await page.content();
  assert.ok(!html.includes("⟦"), `a text is missing: ${/⟦[^⟧]*/.exec(html)?.[0]}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${wide}px wider than the screen`);
  // The policy forbids scripts that are not ours, so the checker comes by the debugging protocol.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const told = violations.map((one) => `${one.id}: ${one.nodes[0]?.html.slice(0, 160)}`);
  assert.deepEqual(told, []);
}
