// The map itself: draws the places of the list on our own ground and links the two.
import L from "leaflet";
import { addControl, baseLayer, detailSwitch, operatorLayer } from "./map-base";
import { Places } from "./map-places";
import { breath } from "./steps";

/** Reads "west,south,east,north". */
function bounds(text: string | undefined): L.LatLngBounds | undefined {
  const [west, south, east, north] = (text ?? "").split(",").map(Number);
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  return [west, south, east, north].every(Number.isFinite) ? L.latLngBounds([south, west], [north, east]) : undefined;
}

/** Draws the map into its box, in steps that are short for a slow phone too. */
export async function start(box: HTMLElement): Promise<void> {
  const data = box.dataset;
  const area = bounds(data.area) ?? L.latLngBounds([20.45, 105.2], [21.45, 106.15]);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    zoomControl: false,
    zoomSnap: 0.25,
    minZoom: 8.5,
    maxZoom: 18,
    // Room around the area, so that a popup at its edge can be moved clear of the buttons.
    maxBounds: area.pad(0.5),
    maxBoundsViscosity: 0.9,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
  });
  keyboard(map, box);
  await breath();
  map.fitBounds(bounds(data.view) ?? area, { padding: [12, 12], animate: false, maxZoom: 14 });
  // The answer travels while the ground is drawn.
  const places = new Places(map, data);
  const loaded = places.load();
  await breath();
  map.attributionControl.setPrefix(false).getContainer()?.setAttribute("hidden", "");
  L.control.zoom({ zoomInTitle: data.zoomIn ?? "+", zoomOutTitle: data.zoomOut ?? "−" }).addTo(map);
  const ground = await baseLayer(map);
  void operatorLayer(map, ground, data);
  detailSwitch(map, ground, data);
  nearCircle(map, data);
  listHere(map, data);
  await breath();
  linkList(places, data);
  onPaper(map, box);
  await loaded;
}

/** The circle of a "near" search. */
function nearCircle(map: L.Map, data: DOMStringMap): void {
  const [lat, lon] = (data.near ?? "").split(",").map(Number);
  if (lat === undefined || lon === undefined || !Number.isFinite(lat) || !Number.isFinite(lon)) return;
  const radius = Number(data.radius) * 1000;
  L.circle([lat, lon], { radius, className: "near", color: "", fillColor: "", interactive: false }).addTo(map);
}

/** Paper has another shape than the window: while printing, the same view is fitted to it. */
function onPaper(map: L.Map, box: HTMLElement): void {
  let view: L.LatLngBounds | undefined;
  const fit = (paper: boolean) => {
    box.classList.toggle("is-paper", paper);
    map.invalidateSize({ animate: false, pan: false });
    if (view) map.fitBounds(view, { animate: false });
  };
  addEventListener("beforeprint", () => {
    view = map.getBounds();
    fit(true);
  });
  addEventListener("afterprint", () => fit(false));
}

/** A link to the list of exactly the places in view. */
function listHere(map: L.Map, data: DOMStringMap): void {
  if (!data.listHere) return;
  const link = document.createElement("a");
  link.className = "map-btn";
  link.textContent = data.listHere;
  const aim = () => {
    const view = map.getBounds();
    const url = new URL(location.href);
    url.searchParams.delete("page");
    url.searchParams.set("bbox", [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()].map((n) => n.toFixed(4)).join());
    url.hash = "found";
    link.href = url.href;
  };
  map.on("moveend", aim);
  aim();
  addControl(map, link, "bottomleft");
}

/** Enter opens (Leaflet and the cluster plug-in do that); here: focus into the popup, Esc, and back. */
function keyboard(map: L.Map, box: HTMLElement): void {
  let byKey = false;
  box.addEventListener("keydown", (event) => {
    byKey = event.key === "Enter" || event.key === " ";
    if (event.key === "Escape") map.closePopup();
    // A button answers to the space bar too; Leaflet's markers know Enter only.
    if (event.key === " " && event.target instanceof HTMLElement && event.target.classList.contains("leaflet-marker-icon")) {
      event.preventDefault();
      event.target.click();
    }
  });
  box.addEventListener("pointerdown", () => (byKey = false));
  map.on("popupopen", ({ popup }) => {
    const element = popup.getElement();
    element?.setAttribute("role", "dialog");
    element?.setAttribute("aria-label", element.querySelector("h3")?.textContent ?? "");
    const close = element?.querySelector(".leaflet-popup-close-button");
    close?.setAttribute("aria-label", box.dataset.close ?? "×");
    if (byKey) element?.querySelector<HTMLElement>(".pop a")?.focus();
  });
  map.on("popupclose", ({ popup }) => {
    const inside = popup.getElement()?.contains(document.activeElement) ?? false;
    if (!inside && document.activeElement !== document.body) return;
    const marker = (popup as unknown as { _source?: L.Marker })._source;
    marker?.getElement()?.focus({ preventScroll: true });
  });
}

/** Each line of the list gets a button that shows its marker; pointing at a line lifts the marker. */
function linkList(places: Places, data: DOMStringMap): void {
  for (const line of document.querySelectorAll<HTMLElement>("#places [data-place]")) {
    const { place: slug = "", lat, lon } = line.dataset;
    if (lat === undefined || lon === undefined) continue;
    const at = L.latLng(Number(lat), Number(lon));
    for (const [type, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]] as const)
      line.addEventListener(type, () => places.point(slug, on));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-show";
    button.textContent = data.show ?? "";
    const name = document.createElement("span");
    name.className = "vh";
    name.textContent = ` ${line.querySelector("h2, h3")?.textContent ?? ""}`;
    button.append(name);
    button.addEventListener("click", () => {
      document.getElementById("map")?.scrollIntoView({ block: "nearest" });
      void places.show(slug, at);
    });
    (line.querySelector(".links") ?? line).append(button);
  }
}
