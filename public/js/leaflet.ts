// Leaflet, and nothing else. Its plug-ins look for it among the globals and add to it there, so it is
// an object of our own, not the module. The module is read while it travels; the bundled build that
// `import "leaflet"` means would be read again, and whole, when it runs.
// @ts-expect-error the types describe the package, not this file of it
import * as leaflet from "leaflet/dist/leaflet-src.esm.js";

Object.assign(window, { L: { ...leaflet } });
