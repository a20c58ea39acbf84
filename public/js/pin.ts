// The form of a place at the office: the two numbers of its position are the truth, and a map beside them, brought
// once the page has been painted, is a comfortable way to set them.
import { breath, quiet } from "./steps";

const box = document.getElementById("pin");
if (box) void bring(box, box.dataset);

async function bring(box: HTMLElement, { leafletScript: leaflet, viewScript: view }: DOMStringMap): Promise<void> {
  if (!leaflet || !view) return;
  await quiet();
  await import(leaflet);
  await breath();
  const { draw } = (await import(view)) as typeof import("./pin-view");
  await draw(box);
}
