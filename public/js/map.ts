// The map page's script. The page is whole without it: a list of places with hours and directions.
// This brings the map once that page has been painted, and asks for the device's position on a click.
import { breath, quiet } from "./steps";

const box = document.getElementById("map");
if (box) void bring(box, box.dataset);

/** Most of what this page carries is Leaflet: files of their own, so that they do not hold up the first paint. */
async function bring(box: HTMLElement, { leafletScript: leaflet, viewScript: view }: DOMStringMap): Promise<void> {
  if (!leaflet || !view) return;
  await quiet();
  // Both travel at once, but run one after the other.
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = view;
  document.head.append(link);
  await import(leaflet);
  await breath();
  const { draw } = (await import(view)) as typeof import("./map-view");
  await draw(box);
}

/** "Near me": asks the device on the click only, and sends the answer rounded to about a kilometre. */
const button = document.querySelector<HTMLButtonElement>("[data-near]");
const form = document.querySelector<HTMLFormElement>("#map-form");
button?.addEventListener("click", () => {
  const status = document.getElementById("map-status");
  const refused = () => {
    if (status) status.textContent = button.dataset.denied ?? "";
    const at = document.getElementById("f-at");
    // On a phone the field stands in the folded filters.
    const fold = at?.closest("details");
    if (fold) fold.open = true;
    at?.focus();
  };
  if (!navigator.geolocation) return refused();
  if (status) status.textContent = button.dataset.wait ?? "";
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const url = new URL(form?.action ?? location.href);
      if (form) for (const [name, value] of new FormData(form)) if (value !== "" && typeof value === "string") url.searchParams.append(name, value);
      for (const name of ["at", "bbox", "commune"]) url.searchParams.delete(name);
      url.searchParams.set("near", `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
      location.assign(url);
    },
    refused,
    { enableHighAccuracy: false, timeout: 10_000, maximumAge: 600_000 },
  );
});
