// Reads QR codes with the camera, where the browser can by itself; what it reads goes into the form that is there
// anyhow. Nothing leaves the device but the text of the code.

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const Detecting = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
const wanted = ["qr_code", "ean_13", "ean_8", "upc_a"];
/** Milliseconds between two looks: a code held still is seen at once, and the device stays cool. */
const pause = 200;

const box = document.querySelector<HTMLElement>("[data-scan]");
const video = box?.querySelector("video");
const button = box?.querySelector("button");
const say = box?.querySelector<HTMLElement>("[data-say]");
const input = document.querySelector<HTMLInputElement>("#code");

async function offer(Detect: DetectorClass, box: HTMLElement, video: HTMLVideoElement, button: HTMLButtonElement, input: HTMLInputElement) {
  const supported = await Detect.getSupportedFormats();
  const formats = wanted.filter((format) => supported.includes(format));
  if (!formats.includes("qr_code")) return;
  const detector = new Detect({ formats });
  box.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      video.hidden = false;
      await video.play();
      if (say) say.textContent = say.dataset.looking ?? "";
      look(detector, video, stream, input);
    } catch {
      // The person said no, or another program has the camera: typing and photographs are left.
      if (say) say.textContent = say.dataset.refused ?? "";
      button.disabled = false;
    }
  });
}

function look(detector: Detector, video: HTMLVideoElement, stream: MediaStream, input: HTMLInputElement) {
  const again = () => setTimeout(() => look(detector, video, stream, input), pause);
  detector
    .detect(video)
    .then((codes) => {
      const text = codes.find((code) => code.rawValue)?.rawValue;
      if (!text) return again();
      for (const track of stream.getTracks()) track.stop();
      input.value = text;
      input.form?.requestSubmit();
    })
    // A frame that is not ready yet.
    .catch(again);
}

if (Detecting && navigator.mediaDevices && box && video && button && input) offer(Detecting, box, video, button, input).catch(() => undefined);
