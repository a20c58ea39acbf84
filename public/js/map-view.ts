// All that draws the map, once Leaflet is there. The modules of this file run when they are asked for:
// short pieces of work instead of one that a slow phone would stand still for.
import { breath } from "./steps";

/** Draws the map into its box. */
export async function draw(box: HTMLElement): Promise<void> {
  await import("leaflet.markercluster");
  await breath();
  const { start } = await import("./map-draw");
  await start(box);
}
