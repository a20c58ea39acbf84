// The ground under the markers: our own schematic of Hà Nội, and, only when somebody asks for it,
// raster tiles from the operator's tile server.
import L from "leaflet";
import schematic from "../map/ha-noi.json";
import { inSteps } from "./steps";

type Properties = { kind: string; name?: string; en?: string; rank?: string; zoom?: number };

const english = document.documentElement.lang === "en";

/** Draws the schematic, shapes and then names, and keeps the names that fit the zoom. */
export async function baseLayer(map: L.Map): Promise<L.LayerGroup> {
  const pane = map.createPane("ground");
  pane.classList.add("ground");
  const labels: { marker: L.Marker; zoom: number }[] = [];
  const features = schematic.features as unknown as GeoJSON.Feature[];
  const part = (names: boolean) => features.filter((feature) => (feature.geometry.type === "Point") === names);
  const ground = L.geoJSON(undefined, {
    pane: "ground",
    interactive: false,
    // Colours come from the style sheet, so that the dark scheme and print need no script.
    style: (feature) => ({ className: `g g-${(feature?.properties as Properties).kind}`, stroke: true, fill: true, color: "", fillColor: "", fillOpacity: 1, smoothFactor: 0.7 }),
    pointToLayer: (feature, at) => {
      const { name = "", en, rank = "town", zoom = 9 } = feature.properties as Properties;
      const text = document.createElement("span");
      text.textContent = english && en ? en : name;
      const icon = L.divIcon({ className: `g-label g-${rank}`, html: text, iconSize: [0, 0] });
      const marker = L.marker(at, { icon, pane: "ground", interactive: false, keyboard: false });
      labels.push({ marker, zoom });
      return marker;
    },
  }).addTo(map);
  const add = (some: GeoJSON.Feature[]) => ground.addData({ type: "FeatureCollection", features: some } as GeoJSON.FeatureCollection);
  const fit = () => {
    for (const { marker, zoom } of labels) {
      const element = marker.getElement();
      if (element) element.hidden = map.getZoom() < zoom - 0.5;
    }
  };
  await inSteps(part(false), 12, add);
  await inSteps(part(true), 12, (some) => {
    add(some);
    fit();
  });
  ground.on("add", fit);
  map.on("zoomend", fit);
  return ground;
}

/** The operator's own layer, if the page names one: polygons over the schematic, or tiles in its place. */
export async function operatorLayer(map: L.Map, ground: L.LayerGroup, data: DOMStringMap): Promise<void> {
  if (data.areas) {
    const answer = await fetch(data.areas);
    if (!answer.ok) return;
    const areas = (await answer.json()) as GeoJSON.FeatureCollection;
    const style = { className: "g g-ward", color: "", fillColor: "" };
    ground.addLayer(L.geoJSON(areas, { pane: "ground", interactive: false, style }));
  }
  if (data.archive && data.archiveScript) {
    const { archiveLayer } = (await import(data.archiveScript)) as typeof import("./archive");
    ground.clearLayers().addLayer(archiveLayer(data.archive));
    map.getContainer().classList.add("has-archive");
  }
}

/** A switch for detailed tiles; nothing is asked of their server before it is pressed. */
export function detailSwitch(map: L.Map, ground: L.LayerGroup, data: DOMStringMap): void {
  const { tiles, attribution = "", detail = "", detailHint = "" } = data;
  if (!tiles) return;
  const layer = L.tileLayer(tiles, { attribution, maxZoom: 19, detectRetina: false, referrerPolicy: "strict-origin-when-cross-origin" });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "map-btn";
  button.textContent = detail;
  button.title = detailHint;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    map.getContainer().classList.toggle("has-tiles", on);
    // Tiles are drawn for whole zooms only.
    map.options.zoomSnap = on ? 1 : 0.25;
    if (on) {
      map.removeLayer(ground);
      map.addLayer(layer).setZoom(Math.round(map.getZoom()));
      map.attributionControl.getContainer()?.removeAttribute("hidden");
    } else {
      map.removeLayer(layer).addLayer(ground);
      map.attributionControl.getContainer()?.setAttribute("hidden", "");
    }
  });
  addControl(map, button, "topright");
}

/** Puts an element into a corner of the map, where clicks on it do not reach the map. */
export function addControl(map: L.Map, element: HTMLElement, position: L.ControlPosition): void {
  const Corner = L.Control.extend({
    onAdd: () => {
      L.DomEvent.disableClickPropagation(element);
      return element;
    },
  });
  new Corner({ position }).addTo(map);
}
