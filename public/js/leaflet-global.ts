// What `import L from "leaflet"` means in every script but leaflet.ts: see scripts/assets.mjs.
import type L from "leaflet";

export default (window as unknown as { L: typeof L }).L;
