// Checks the text of a printed label on this device, also without a network: Ed25519 by the browser's own
// WebCrypto. It says what was printed; what holds today only the server knows. Format: docs/qr.md.
interface Label {
  stars: number;
  confirmed: boolean;
  printed: Date;
  until: Date;
  decision: string;
  name: string;
}

/** Bytes of a payload before the number of the decision. */
const HEAD = 11;
const FIRST_DAY = Date.UTC(2000, 0, 1);
const DAY = 86_400_000;

function bytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Code, payload and signature of an address. */
function parts(text: string): [string, string, string] | undefined {
  const found = /([A-Za-z0-9-]{4,40})\/?\?(?:[^#]*&)?s=([\w-]+)\.([\w-]+)/.exec(text.replace(/\s+/g, ""));
  const [, code, payload, signature] = found ?? [];
  return code && payload && signature ? [code.toUpperCase(), payload, signature] : undefined;
}

function parse(payload: Uint8Array): Label | undefined {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  if (payload.length < HEAD || view.getUint8(0) !== 1) return undefined;
  const facts = view.getUint8(1);
  const end = HEAD + view.getUint8(10);
  if (facts >> 4 || end > payload.length) return undefined;
  const day = (at: number) => new Date(FIRST_DAY + view.getUint16(at) * DAY);
  const words = new TextDecoder("utf-8");
  return {
    stars: facts & 7,
    confirmed: (facts & 8) !== 0,
    printed: day(2),
    until: day(8),
    decision: words.decode(payload.subarray(HEAD, end)),
    name: words.decode(payload.subarray(end)),
  };
}

async function check(text: string, key: CryptoKey): Promise<Label | "forged" | undefined> {
  const found = parts(text);
  if (!found) return undefined;
  const [code, payload, signature] = [found[0], bytes(found[1]), bytes(found[2])];
  if (!payload || !signature) return "forged";
  const about = new TextEncoder().encode(`cho-lang-qr/1/${code}\n`);
  const message = new Uint8Array(about.length + payload.length);
  message.set(about);
  message.set(payload, about.length);
  if (!(await crypto.subtle.verify("Ed25519", key, signature, message))) return "forged";
  return parse(payload);
}

async function start(form: HTMLFormElement): Promise<void> {
  const field = form.querySelector<HTMLTextAreaElement>("#text");
  const out = form.querySelector<HTMLElement>("[data-label-said]");
  const raw = bytes(form.dataset.labelKey ?? "");
  if (!field || !out || !raw) return;
  const key = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  const said = (label: Label) => {
    const text = (form.dataset.said ?? "")
      .replace("{printed}", day.format(label.printed))
      .replace("{until}", day.format(label.until))
      .replace("{stars}", String(label.stars));
    const more = [label.name, label.decision, label.confirmed ? "" : (form.dataset.unconfirmed ?? "")];
    return `${text} ${more.filter(Boolean).join(" · ")}`;
  };
  const show = async () => {
    const typed = field.value;
    const label = await check(typed, key);
    // What was typed meanwhile has an answer of its own.
    if (typed !== field.value) return;
    if (label === undefined) out.textContent = "";
    else if (label === "forged") out.textContent = form.dataset.forged ?? "";
    else out.textContent = said(label);
  };
  field.addEventListener("input", () => void show());
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    void show().then(() => {
      out.textContent = `${out.textContent ?? ""} ${form.dataset.away ?? ""}`.trim();
    });
  });
  await show();
}

const form = document.querySelector<HTMLFormElement>("form[data-label-key]");
// Older browsers know no Ed25519: then the server checks, as without scripts.
if (form) start(form).catch(() => undefined);
