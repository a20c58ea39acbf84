// Pictures from a phone on a weak network: made smaller on the device, sent one by one with how far they are, tried
// again when the network drops. Without this script the form sends them as they are, all at once.
import { breath } from "./steps";

/** Pixels along the longer side: the largest that the site shows is smaller. */
const SIDE = 2400;
/** Bytes that are not worth making smaller. */
const SMALL = 500_000;
/** Tries of one picture before a person is asked. */
const TRIES = 4;

type Outcome = "sent" | "lost" | { refused: string };

/** The picture as a JPEG of a size that is shown; as it is where the browser cannot read it (the server says why). */
async function smaller(file: File): Promise<Blob> {
  if (file.size <= SMALL) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.86));
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}

/** Sends one picture; `told` hears how much of it has gone, from 0 to 1. */
function send(url: string, name: string, picture: Blob, told: (part: number) => void): Promise<Outcome> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "document";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && told(event.loaded / event.total));
    request.addEventListener("load", () => {
      const error = request.responseXML?.querySelector("#pictures-err, #errors li")?.textContent?.trim();
      if (request.status === 422 || request.status === 413) done({ refused: error ?? "" });
      else if (request.status >= 200 && request.status < 400 && request.responseURL.includes("done=")) done("sent");
      else if (request.status >= 500) done("lost");
      // The session has ended: the page to sign in came back.
      else location.reload();
    });
    request.addEventListener("error", () => done("lost"));
    request.addEventListener("timeout", () => done("lost"));
    const body = new FormData();
    body.append("pictures", picture, name);
    request.send(body);
  });
}

/** Waits for the network, or so long. */
const network = (milliseconds: number) =>
  new Promise<void>((done) => {
    setTimeout(done, milliseconds);
    addEventListener("online", () => done(), { once: true });
  });

function row(list: HTMLElement, name: string) {
  const item = list.appendChild(document.createElement("li"));
  const label = item.appendChild(document.createElement("span"));
  label.textContent = name;
  const bar = item.appendChild(document.createElement("progress"));
  bar.max = 1;
  bar.setAttribute("aria-label", name);
  const said = item.appendChild(document.createElement("small"));
  return { item, bar, said };
}

async function one(form: HTMLFormElement, list: HTMLElement, file: File): Promise<boolean> {
  const words = form.dataset;
  const { item, bar, said } = row(list, file.name);
  said.textContent = words.small ?? "";
  await breath();
  const picture = await smaller(file);
  const name = picture === file ? file.name : file.name.replace(/\.\w+$/, "") + ".jpg";
  for (;;) {
    for (let tried = 0; tried < TRIES; tried += 1) {
      said.textContent = words.sending ?? "";
      const outcome = await send(form.action, name, picture, (part) => (bar.value = part));
      if (outcome === "sent") {
        bar.value = 1;
        said.textContent = words.sent ?? "";
        return true;
      }
      if (outcome !== "lost") {
        bar.remove();
        said.textContent = outcome.refused;
        item.classList.add("err");
        return false;
      }
      said.textContent = words.waiting ?? "";
      await network(2000 * 2 ** tried);
    }
    const again = item.appendChild(document.createElement("button"));
    again.type = "button";
    again.className = "btn btn-2";
    again.textContent = words.again ?? "";
    await new Promise<void>((done) => again.addEventListener("click", () => done(), { once: true }));
    again.remove();
  }
}

const form = document.querySelector<HTMLFormElement>("form[data-pictures]");
const field = form?.querySelector<HTMLInputElement>("input[type=file]");
if (form && field)
  form.addEventListener("submit", async (event) => {
    if (!field.files?.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const files = [...field.files];
    const button = form.querySelector<HTMLButtonElement>("button:not([type=button])");
    if (button) button.disabled = true;
    form.querySelector(".uploads")?.remove();
    const list = document.createElement("ul");
    list.className = "uploads";
    list.setAttribute("role", "status");
    form.append(list);
    let refused = false;
    for (const file of files) if (!(await one(form, list, file))) refused = true;
    field.value = "";
    if (!refused) return location.assign(location.pathname);
    if (button) button.disabled = false;
    const link = form.appendChild(document.createElement("a"));
    link.href = location.pathname;
    link.textContent = form.dataset.over ?? "";
  });
