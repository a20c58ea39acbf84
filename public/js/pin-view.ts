// A map with one pin that is dragged, moved by the arrow keys or set by a click, and that follows what is typed.
import L from "leaflet";
import { baseLayer, detailSwitch, operatorLayer } from "./map-base";
import { breath } from "./steps";

/** A number as people type it, with a comma or a point. */
function degrees(field: HTMLInputElement): number | undefined {
  const number = Number(field.value.trim().replace(",", "."));
  return field.value.trim() !== "" && Number.isFinite(number) ? number : undefined;
}

/** Degrees that an arrow key moves the pin by, at a zoom: about eight pixels. */
const step = (map: L.Map) => 8 * (360 / (256 * 2 ** map.getZoom()));

export async function draw(box: HTMLElement): Promise<void> {
  const lat = document.querySelector<HTMLInputElement>("#lat");
  const lon = document.querySelector<HTMLInputElement>("#lon");
  const status = document.getElementById("pin-status");
  const precision = document.querySelector<HTMLSelectElement>("#precision");
  if (!lat || !lon) return;
  const data = box.dataset;
  const [west = 105.2, south = 20.45, east = 106.15, north = 21.45] = (data.area ?? "").split(",").map(Number);
  const area = L.latLngBounds([south, west], [north, east]);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // Somebody who scrolls the form must not be caught by the map.
  const map = L.map(box, { zoomControl: false, zoomSnap: 0.25, minZoom: 5, maxZoom: 18, scrollWheelZoom: false, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still });
  map.attributionControl.setPrefix(false).getContainer()?.setAttribute("hidden", "");
  L.control.zoom({ zoomInTitle: data.zoomIn ?? "+", zoomOutTitle: data.zoomOut ?? "−" }).addTo(map);
  const typed = () => {
    const [north, east] = [degrees(lat), degrees(lon)];
    // Numbers that are no position are left to the refusal beside the field.
    return north === undefined || east === undefined || Math.abs(north) > 90 || Math.abs(east) > 180 ? undefined : L.latLng(north, east);
  };
  const first = typed();
  if (first) map.setView(first, 15, { animate: false });
  else map.fitBounds(area, { animate: false });

  let pin: L.Marker | undefined;
  const tell = (at: L.LatLng) => {
    lat.value = at.lat.toFixed(6);
    lon.value = at.lng.toFixed(6);
    // What the pin says is typed too: whoever keeps what was typed keeps it.
    lon.dispatchEvent(new Event("input", { bubbles: true }));
    if (precision && precision.value === "") precision.value = "door";
    if (status) status.textContent = `${data.moved ?? ""} ${lat.value}, ${lon.value}`;
  };
  const put = (at: L.LatLng) => {
    if (pin) return void pin.setLatLng(at);
    const icon = L.divIcon({ className: "pin office-pin", iconSize: [34, 34] });
    pin = L.marker(at, { icon, draggable: true, autoPan: true, title: data.pin ?? "", alt: data.pin ?? "" }).addTo(map);
    pin.on("dragend", () => pin && tell(pin.getLatLng()));
    const element = pin.getElement();
    element?.setAttribute("aria-label", data.pin ?? "");
    element?.addEventListener("keydown", (event) => {
      const way: Record<string, [number, number]> = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
      const go = way[event.key];
      if (!go || !pin) return;
      event.preventDefault();
      event.stopPropagation();
      const at = pin.getLatLng();
      const next = L.latLng(at.lat + go[0] * step(map), at.lng + go[1] * step(map));
      pin.setLatLng(next);
      tell(next);
    });
  };
  if (first) put(first);
  map.on("click", ({ latlng }) => {
    put(latlng);
    tell(latlng);
  });
  for (const field of [lat, lon])
    field.addEventListener("change", () => {
      const at = typed();
      if (!at) return;
      put(at);
      map.panTo(at, { animate: !still });
    });
  await breath();
  const ground = await baseLayer(map);
  void operatorLayer(map, ground, data);
  detailSwitch(map, ground, data);
}
