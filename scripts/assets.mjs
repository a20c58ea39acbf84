// Builds the browser's files: one style sheet, the scripts, the icon sprite and
// the fonts. Everything gets a content hash in its name and goes to public/dist,
// together with manifest.json, which tells the server what the plain names became.
// `--watch` builds again when a source changes.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { icons } from "../public/icons/icons.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "public/dist");
/** Entry points by the name they have in the manifest; the map's are optional. */
const entries = [
  "public/css/site.css",
  "public/js/site.ts",
  "public/js/drafts.ts",
  "public/js/pictures.ts",
  "public/js/label.ts",
  "public/js/scan.ts",
  "public/js/map.ts",
  "public/js/archive.ts",
  "public/css/map.css",
  "public/js/pin.ts",
];
/** What the map brings after the first paint. */
const later = ["public/js/leaflet.ts", "public/js/map-view.ts", "public/js/pin-view.ts"];

/** Leaflet is a file of its own (leaflet.ts), which leaves it among the globals: all others take it from there. */
const leaflet = {
  name: "leaflet",
  setup: ({ onResolve }) => onResolve({ filter: /^leaflet$/ }, () => ({ path: join(root, "public/js/leaflet-global.ts") })),
};

/** One SVG file with a symbol per icon; colour and stroke come from the page's CSS. */
function sprite() {
  const symbols = Object.entries(icons).map(([name, path]) => {
    const file = path.startsWith("./")
      ? join(root, "public/icons", path)
      : join(root, "node_modules/@tabler/icons/icons", `${path}.svg`);
    const svg = readFileSync(file, "utf8");
    const inner = svg
      .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
      .replace(/>\s+</g, "><")
      .trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

/** Writes a file under a name with the hash of its content and returns that name. */
function writeHashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const hashed = name.replace(/(\.[a-z0-9]+)$/, `-${hash}$1`);
  writeFileSync(join(dist, hashed), content);
  return hashed;
}

async function assets() {
  const started = performance.now();
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const made = (entryPoints, banner) => build({
    absWorkingDir: root,
    entryPoints: entryPoints.filter((entry) => existsSync(join(root, entry))),
    banner,
    outdir: dist,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    metafile: true,
    format: "esm",
    target: ["es2022", "chrome111", "firefox113", "safari16.4"],
    loader: { ".woff2": "file", ".png": "file", ".svg": "file" },
    legalComments: "linked",
    plugins: [leaflet],
    logLevel: "warning",
  });
  // The comment has Chromium compile all of a script while it travels, beside the page, not function by
  // function while it runs: a third less work in long pieces on a slow phone.
  const results = [await made(entries), await made(later, { js: "//# allFunctionsCalledOnLoad" })];

  const manifest = {
    "icons.svg": writeHashed("icons.svg", sprite()),
    "favicon.svg": writeHashed("favicon.svg", readFileSync(join(root, "public/icons/favicon.svg"))),
  };
  for (const [path, output] of results.flatMap(({ metafile }) => Object.entries(metafile.outputs))) {
    const file = basename(path);
    if (output.entryPoint) {
      const kind = file.endsWith(".css") ? "css" : "js";
      manifest[basename(output.entryPoint).replace(/\.\w+$/, `.${kind}`)] = file;
      if (output.cssBundle) {
        const style = basename(output.cssBundle);
        manifest[basename(output.entryPoint).replace(/\.\w+$/, ".css")] = style;
      }
    } else if (/\.(woff2|png|svg)$/.test(file)) {
      manifest[basename(Object.keys(output.inputs)[0])] = file;
    }
  }
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(dist, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);

  const sizes = Object.entries(sorted)
    .filter(([name]) => /\.(css|js|svg)$/.test(name))
    .map(([name, file]) => {
      const bytes = readFileSync(join(dist, file));
      return `${name} ${bytes.length} B (gzip ${gzipSync(bytes, { level: 9 }).length}, brotli ${brotliCompressSync(bytes).length})`;
    });
  console.log(`${sizes.join("\n")}\nbuilt in ${Math.round(performance.now() - started)} ms`);
}

await assets();
if (process.argv.includes("--watch")) {
  let timer;
  for (const folder of ["public/css", "public/js", "public/icons"]) {
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => assets().catch((error) => console.error(error.message)), 80);
    });
  }
}
