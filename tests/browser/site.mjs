// Starts the built server on its own port and data folder, and a browser to look at it.
// CHO_LANG_BIN names another binary; BASE_URL a server that already runs.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const browsers = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser's path; without one the tests fail in CI and say so on a laptop. */
export const browserPath = browsers.find((path) => path && existsSync(path));
export const skip = browserPath ? false : "no Chromium found (set CHROMIUM)";
if (skip && process.env.CI) throw new Error(skip);

function binary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const found = [process.env.CHO_LANG_BIN, join(target, "release/cho-lang"), join(target, "debug/cho-lang")];
  const path = found.find((file) => file && existsSync(file));
  if (!path) throw new Error("build the server first: cargo build");
  return path;
}

/** Starts everything; `stop` ends it. The first start imports the data set. */
export async function start() {
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  if (process.env.BASE_URL) return { base: process.env.BASE_URL.replace(/\/$/, ""), browser, stop: () => browser.close() };
  const data = mkdtempSync(join(tmpdir(), "cho-lang-browser-"));
  const server = spawn(binary(), ["serve"], {
    cwd: root,
    env: { ...process.env, CHO_LANG_LISTEN: "127.0.0.1:0", CHO_LANG_DATA_DIR: data, CHO_LANG_MODE: "demo" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const base = await new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (chunk) => {
      said += chunk;
      const address = /(https?:\/\/\S+?)\/?\s/.exec(said);
      if (address) resolve(address[1]);
    });
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return {
    base,
    browser,
    async stop() {
      await browser.close();
      server.kill("SIGTERM");
      // Pictures may still be drawn; nothing here is worth waiting for.
      const impatient = setTimeout(() => server.kill("SIGKILL"), 5000);
      await new Promise((resolve) => server.once("exit", resolve));
      clearTimeout(impatient);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Every kind of page, by its Vietnamese address; the English one comes from its hreflang. */
export const pages = [
  "/",
  "/san-pham",
  "/san-pham?group=4&stars=past",
  "/san-pham?price_min=999999999",
  "/san-pham/bo-bat-dia-gom-su-hoa-sen-do",
  "/san-pham/tra-sen-hien-xiem",
  "/san-pham/diem-du-lich-dich-vu-lang-que-hong-van",
  "/san-pham/diem-du-lich-dich-vu-lang-que-hong-van/hoi",
  "/san-pham/diem-du-lich-dich-vu-lang-que-hong-van/hoi?ok=sent",
  "/nha-san-xuat",
  "/nha-san-xuat/gom-su-quang-vinh",
  "/cau-chuyen",
  "/ban-do",
  "/lang-nghe",
  "/lang-nghe/lang-gom-bat-trang",
  "/diem-ban/diem-ocop-bat-trang",
  "/su-kien",
  "/su-kien/ocop-mien-trung-tay-nguyen-2020",
  "/hanh-trinh",
  "/tim-kiem?q=gom+bat+trang",
  "/tim-kiem?q=xyzzyq",
  "/ocop",
  "/tieu-chi-xep-hang",
  "/dieu-khoan",
  "/quyen-rieng-tu",
  "/chung-nhan/kiem-tra",
  "/gio-hang",
  "/don-hang",
  "/dang-nhap",
  "/dang-ky",
  "/quen-mat-khau",
  "/dev/mail",
  "/khong-co-trang-nay",
];

/** The same page in English. */
export function english(path) {
  const words = [
    ["/san-pham", "/products"], ["/nha-san-xuat", "/producers"], ["/cau-chuyen", "/stories"], ["/ban-do", "/map"],
    ["/lang-nghe", "/craft-villages"], ["/diem-ban", "/sales-points"], ["/su-kien", "/events"], ["/hanh-trinh", "/trips"],
    ["/tim-kiem", "/search"], ["/ocop", "/how-ocop-works"], ["/tieu-chi-xep-hang", "/ranking"], ["/dieu-khoan", "/terms"],
    ["/quyen-rieng-tu", "/privacy"], ["/gio-hang", "/cart"], ["/don-hang", "/orders"], ["/dang-nhap", "/sign-in"],
    ["/dang-ky", "/register"], ["/quen-mat-khau", "/recover"], ["/chung-nhan/kiem-tra", "/certificates/verify"],
  ];
  const [vi, en] = words.find(([vi]) => path.startsWith(vi)) ?? ["", ""];
  if (path.startsWith("/dev/")) return path;
  return `/en${path === "/" ? "" : en + path.slice(vi.length).replace(/\/hoi(?=$|\?)/, "/enquire")}`;
}
