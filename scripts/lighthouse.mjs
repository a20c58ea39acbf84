// Lighthouse on the four pages that matter most, in its phone profile: fails below 95 for performance
// and below 100 for the rest. Lighthouse is no dependency of the project: npx brings it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserPath, skip, start } from "../tests/browser/site.mjs";

const paths = ["/", "/san-pham", "/san-pham/bo-bat-dia-gom-su-hoa-sen-do", "/ban-do"];
const least = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };

if (skip) {
  console.error(`SKIPPED: ${skip}`);
  process.exit(0);
}
const site = await start();
const folder = mkdtempSync(join(tmpdir(), "cho-lang-lighthouse-"));
let missed = 0;
try {
  for (const path of paths) {
    const output = join(folder, "report.json");
    execFileSync(
      "npx",
      ["--yes", "lighthouse@12.8.2", site.base + path, "--quiet", "--output=json", `--output-path=${output}`,
        "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"],
      { env: { ...process.env, CHROME_PATH: browserPath }, stdio: ["ignore", "inherit", "inherit"] },
    );
    const report = JSON.parse(readFileSync(output, "utf8"));
    const scores = Object.entries(least).map(([name, least]) => {
      const score = Math.round(report.categories[name].score * 100);
      if (score < least) missed += 1;
      return `${name} ${score}${score < least ? ` (wanted ${least})` : ""}`;
    });
    console.log(`${path}: ${scores.join(", ")}`);
    for (const audit of Object.values(report.audits)) {
      if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode === "binary") console.log(`  ${audit.id}: ${audit.title}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
  await site.stop();
}
process.exit(missed ? 1 : 0);
