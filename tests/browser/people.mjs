// People of the try-out, on devices and networks as they are in a village.

export const PHONE = { viewport: { width: 390, height: 844 } };
/** 300 ms each way and 400 kbit/s, as in a village far from the mast. */
const WEAK = { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/** Fills in the form of the page to sign in and sends it. */
export async function signIn(page, who) {
  await page.fill("input[autocomplete=username]", `${who}@example.com`);
  await page.fill("input[type=password]", "demo-cho-lang");
  await page.press("input[type=password]", "Enter");
}

/** A page of somebody who is signed in, in a browser of their own. */
export async function signedIn(site, who, options) {
  const context = await site.browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${site.base}/dang-nhap`);
  await signIn(page, who);
  await page.waitForURL((url) => url.pathname.startsWith("/tai-khoan"));
  return page;
}

/** Makes the page's network a weak one; `offline` lets it go altogether. */
export async function weak(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.emulateNetworkConditions", WEAK);
}
