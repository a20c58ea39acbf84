// The operator's own archive of vector tiles (PMTiles) as the ground of the map. A script of its own, since
// most sites have none: the map brings it only where the page names an archive.
import type L from "leaflet";
import { leafletLayer } from "protomaps-leaflet";

/** The layer of an archive at an address of this site. */
export function archiveLayer(url: string): L.Layer {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return leafletLayer({ url, flavor: dark ? "dark" : "light", lang: document.documentElement.lang }) as unknown as L.Layer;
}
