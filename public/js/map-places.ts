// The places of the box in view: asked from the server as GeoJSON, drawn as markers. Few points come
// one by one and are clustered here; many come clustered already.
import L from "leaflet";
import "leaflet.markercluster";
import { breath, inSteps } from "./steps";

type Place = {
  slug: string;
  name: string;
  lang?: string;
  kind: string;
  kind_label: string;
  url: string;
  address?: string;
  hours?: string;
  state?: string;
  precision?: string;
};
type Cluster = { count: number; label: string; places?: Pick<Place, "name" | "url">[] };
type Answer = {
  complete: boolean;
  features: { geometry: { coordinates: [number, number] }; properties: Place | Cluster }[];
};

const svg = "http://www.w3.org/2000/svg";
const icons: Record<string, string> = { craft_village: "village", creative_centre: "centre" };

function element<K extends keyof HTMLElementTagNameMap>(name: K, className = "", text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** A round marker with the number of places, and the same in words for a screen reader. */
function clusterIcon(count: number, label: string): L.DivIcon {
  const html = element("span");
  const number = element("b", "", String(count));
  number.setAttribute("aria-hidden", "true");
  html.append(number, element("span", "vh", label));
  const size = count < 10 ? 38 : count < 100 ? 44 : 52;
  return L.divIcon({ html, className: "cluster", iconSize: [size, size] });
}

export class Places {
  readonly #map: L.Map;
  readonly #data: DOMStringMap;
  readonly #single: L.MarkerClusterGroup;
  readonly #grouped = L.layerGroup();
  readonly #markers = new Map<string, L.Marker>();
  #loaded: { bounds: L.LatLngBounds; zoom: number; complete: boolean } | undefined;
  #request: AbortController | undefined;

  constructor(map: L.Map, data: DOMStringMap) {
    this.#map = map;
    this.#data = data;
    this.#single = L.markerClusterGroup({
      showCoverageOnHover: false,
      maxClusterRadius: 46,
      animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      iconCreateFunction: (cluster) => clusterIcon(cluster.getChildCount(), this.#count(cluster.getChildCount())),
      spiderLegPolylineOptions: { className: "spider", weight: 1, color: "" },
    });
    map.addLayer(this.#single).addLayer(this.#grouped);
    let timer: ReturnType<typeof setTimeout> | undefined;
    map.on("moveend", () => {
      clearTimeout(timer);
      timer = setTimeout(() => void this.load(), 120);
    });
  }

  #count(count: number): string {
    return (this.#data.points ?? "{n}").replace("{n}", String(count));
  }

  /** Asks for the box in view, unless what is drawn already covers it. */
  async load(): Promise<void> {
    const view = this.#map.getBounds();
    const zoom = Math.round(this.#map.getZoom());
    const { bounds, complete, zoom: drawn } = this.#loaded ?? {};
    if (bounds?.contains(view) && (complete || drawn === zoom)) return;
    const box = view.pad(0.25);
    this.#request?.abort();
    this.#request = new AbortController();
    const { signal } = this.#request;
    const url = new URL(this.#data.geojson ?? "", location.href);
    url.searchParams.set("bbox", [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((n) => n.toFixed(4)).join());
    url.searchParams.set("zoom", String(Math.max(0, zoom)));
    try {
      const response = await fetch(url, { signal, headers: { accept: "application/geo+json" } });
      if (!response.ok) throw new Error(String(response.status));
      const answer = (await response.json()) as Answer;
      await this.#draw(answer, signal);
      this.#loaded = { bounds: box, zoom, complete: answer.complete };
      this.#say("");
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) this.#say(this.#data.failed ?? "");
    }
  }

  #say(text: string): void {
    const status = document.getElementById("map-status");
    if (status) status.textContent = text;
  }

  /**
   * Draws an answer; a marker that stays keeps its popup and the focus, nothing is drawn twice.
   * Markers are made in steps; the map changes in the last one only, so that an answer that comes
   * too late leaves nothing behind.
   */
  async #draw(answer: Answer, signal: AbortSignal): Promise<void> {
    const kept = new Set<string>();
    const fresh = new Map<string, L.Marker>();
    const clusters: L.Marker[] = [];
    await inSteps(answer.features, 24, (features) => {
      signal.throwIfAborted();
      for (const { geometry, properties } of features) {
        const at = L.latLng(geometry.coordinates[1], geometry.coordinates[0]);
        if ("count" in properties) clusters.push(this.#cluster(at, properties));
        else if (this.#markers.has(properties.slug)) kept.add(properties.slug);
        else fresh.set(properties.slug, this.#place(at, properties));
      }
    });
    await breath();
    signal.throwIfAborted();
    this.#grouped.clearLayers();
    for (const cluster of clusters) this.#grouped.addLayer(cluster);
    const gone = [...this.#markers].filter(([slug]) => !kept.has(slug));
    this.#single.removeLayers(gone.map(([, marker]) => marker));
    for (const [slug] of gone) this.#markers.delete(slug);
    for (const [slug, marker] of fresh) this.#markers.set(slug, marker);
    this.#single.addLayers([...fresh.values()]);
  }

  #place(at: L.LatLng, place: Place): L.Marker {
    const html = document.createElementNS(svg, "svg");
    const use = document.createElementNS(svg, "use");
    use.setAttribute("href", `${this.#data.sprite ?? ""}#${icons[place.kind] ?? "store"}`);
    html.setAttribute("aria-hidden", "true");
    html.append(use);
    const icon = L.divIcon({ html: html as unknown as HTMLElement, className: `pin k-${place.kind}`, iconSize: [34, 34], popupAnchor: [0, -14] });
    const marker = L.marker(at, { icon, riseOnHover: true });
    marker.on("add", () => marker.getElement()?.setAttribute("aria-label", `${place.name}, ${place.kind_label}`));
    marker.bindPopup(() => this.#popup(place), { maxWidth: 280, minWidth: 200, closeButton: true, ...this.#room() });
    marker.on("popupopen popupclose", ({ type }) => lit(place.slug, type === "popupopen"));
    return marker;
  }

  /** What an open popup keeps free: the buttons in the upper corners, beside them or below them. */
  #room(): L.PopupOptions {
    const beside = this.#map.getSize().x >= 500;
    return { autoPanPaddingTopLeft: beside ? [64, 60] : [12, 100], autoPanPaddingBottomRight: [12, 24] };
  }

  #popup(place: Place): HTMLElement {
    const box = element("div", "pop");
    const heading = element("h3");
    const link = element("a", "", place.name);
    link.href = place.url;
    if (place.lang) link.lang = place.lang;
    heading.append(link);
    box.append(heading, element("p", "", place.kind_label));
    if (place.address) box.append(element("p", "", place.address));
    if (place.hours) {
      const line = element("p");
      line.append(element("span", `hours is-${place.state ?? "unknown"}`, place.hours));
      box.append(line);
    }
    if (place.precision) box.append(element("p", "meta", place.precision));
    return box;
  }

  #cluster(at: L.LatLng, cluster: Cluster): L.Marker {
    const marker = L.marker(at, { icon: clusterIcon(cluster.count, cluster.label) });
    if (cluster.places) {
      const box = element("div", "pop");
      const list = element("ul");
      for (const place of cluster.places) {
        const link = element("a", "", place.name);
        link.href = place.url;
        const item = element("li");
        item.append(link);
        list.append(item);
      }
      box.append(element("h3", "", cluster.label), list);
      return marker.bindPopup(box, { maxHeight: 260, ...this.#room() });
    }
    const nearer = () => this.#map.flyTo(at, Math.min(this.#map.getZoom() + 2, this.#map.getMaxZoom()), { duration: 0.4 });
    marker.on("click", nearer);
    marker.on("keypress", (event) => {
      if ((event as unknown as L.LeafletKeyboardEvent).originalEvent.key === "Enter") nearer();
    });
    return marker;
  }

  /** Shows a place of the list: near enough to stand alone, with its popup open. */
  async show(slug: string, at: L.LatLng): Promise<void> {
    this.#map.setView(at, Math.max(this.#map.getZoom(), 13), { animate: false });
    await this.load();
    const marker = this.#markers.get(slug);
    if (marker) this.#single.zoomToShowLayer(marker, () => marker.openPopup());
  }

  /** Lifts the marker of a line of the list that is pointed at. */
  point(slug: string, on: boolean): void {
    const marker = this.#markers.get(slug);
    const visible = marker && (this.#single.getVisibleParent(marker) as L.Marker | null);
    visible?.getElement()?.classList.toggle("is-lit", on);
  }
}

/** Marks the line of the list that belongs to the open popup. */
function lit(slug: string, on: boolean): void {
  document.querySelector(`[data-place="${CSS.escape(slug)}"]`)?.classList.toggle("is-lit", on);
}
