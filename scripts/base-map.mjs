// Draws the schematic base layer of the map: public/map/ha-noi.json, a GeoJSON of a few kilobytes.
// The points below are set by hand from commonly known positions (bridges, confluences, junctions,
// stations, towns) and joined by smooth curves: right to about a kilometre, which is what "sơ đồ gần
// đúng" promises. No ward borders are drawn, because none that may be shipped is known well enough.
// `node scripts/base-map.mjs` writes the file and checks it against the communes of data/communes.csv.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Coordinates as "lon lat, lon lat" in degrees, the decimals after 105° and 20° kept readable. */
const points = (text) => text.trim().split(/\s*,\s*/).map((pair) => pair.split(/\s+/).map(Number));

/** The city's border, clockwise from the meeting of the Đà and the Hồng. */
const outline = points(`
  105.345 21.285, 105.375 21.303, 105.42 21.300, 105.445 21.290, 105.468 21.255, 105.488 21.205, 105.512 21.162, 105.56 21.178,
  105.605 21.180, 105.63 21.205, 105.652 21.238, 105.705 21.258, 105.742 21.262, 105.765 21.30, 105.785 21.345,
  105.825 21.383, 105.862 21.382, 105.89 21.352, 105.925 21.328, 105.945 21.285, 105.955 21.248, 105.942 21.205,
  105.918 21.178, 105.925 21.142, 105.945 21.112, 105.985 21.088, 106.02 21.075, 106.028 21.04, 106.01 21.00,
  105.99 20.972, 105.965 20.958, 105.945 20.962, 105.925 20.938, 105.918 20.905, 105.935 20.865, 105.962 20.825, 105.972 20.775,
  105.995 20.735, 106.02 20.70, 106.015 20.668, 105.975 20.655, 105.93 20.645, 105.885 20.632, 105.845 20.605, 105.815 20.565,
  105.775 20.565, 105.735 20.588, 105.69 20.635, 105.662 20.69, 105.628 20.735, 105.608 20.79, 105.582 20.835,
  105.545 20.875, 105.495 20.888, 105.448 20.925, 105.418 20.965, 105.375 20.982, 105.325 20.998, 105.292 21.04,
  105.302 21.095, 105.308 21.13, 105.318 21.175, 105.332 21.225, 105.345 21.285`);

const rivers = {
  hong: ["Sông Hồng", "Red River", `105.26 21.325, 105.305 21.298, 105.345 21.285, 105.392 21.304, 105.443 21.292, 105.468 21.252, 105.484 21.205,
    105.508 21.158, 105.555 21.165, 105.605 21.162, 105.648 21.145, 105.70 21.125, 105.745 21.112, 105.787 21.102,
    105.823 21.092, 105.846 21.078, 105.853 21.062, 105.862 21.040, 105.872 21.022, 105.878 21.006, 105.898 20.994,
    105.908 20.975, 105.898 20.948, 105.902 20.915, 105.915 20.885, 105.932 20.855, 105.955 20.818, 105.962 20.778,
    105.985 20.738, 106.012 20.702, 106.018 20.662, 106.045 20.632`],
  duong: ["Sông Đuống", "Đuống River", `105.846 21.078, 105.862 21.081, 105.882 21.072, 105.908 21.074, 105.938 21.060, 105.968 21.056, 105.995 21.066, 106.03 21.078, 106.08 21.066`],
  day: ["Sông Đáy", "Đáy River", `105.625 21.152, 105.638 21.125, 105.652 21.092, 105.668 21.058, 105.672 21.02, 105.668 20.985, 105.692 20.955,
    105.722 20.932, 105.728 20.90, 105.712 20.865, 105.712 20.825, 105.712 20.795, 105.735 20.765, 105.757 20.735, 105.742 20.695, 105.772 20.655, 105.80 20.625, 105.822 20.578, 105.86 20.545`],
  da: ["Sông Đà", "Đà River", `105.335 20.925, 105.312 20.965, 105.295 21.005, 105.288 21.045, 105.303 21.10, 105.309 21.135, 105.318 21.178, 105.331 21.228, 105.345 21.285`],
};
const streams = {
  nhue: ["Sông Nhuệ", "Nhuệ River", `105.765 21.102, 105.762 21.07, 105.766 21.04, 105.762 21.005, 105.782 20.968, 105.808 20.93, 105.815 20.885, 105.838 20.835, 105.862 20.785, 105.888 20.735, 105.905 20.69, 105.935 20.64`],
  calo: ["Sông Cà Lồ", "Cà Lồ River", `105.705 21.258, 105.738 21.222, 105.775 21.192, 105.815 21.188, 105.855 21.202, 105.895 21.222, 105.945 21.205`],
  tich: ["Sông Tích", "Tích River", `105.40 21.175, 105.445 21.155, 105.492 21.118, 105.535 21.082, 105.568 21.045, 105.595 20.995, 105.612 20.945, 105.622 20.895, 105.665 20.845, 105.712 20.80`],
};

const lakes = {
  "Hồ Tây": ["West Lake", 11, 105.824, 21.053, `105.811 21.066, 105.818 21.071, 105.827 21.070, 105.832 21.062, 105.838 21.056, 105.839 21.048, 105.833 21.044, 105.826 21.047, 105.818 21.046, 105.812 21.050, 105.816 21.056, 105.811 21.060`],
  "Hồ Gươm": ["Hoàn Kiếm Lake", 13, 105.8523, 21.0288, `105.8515 21.0312, 105.8531 21.0311, 105.8537 21.0285, 105.8532 21.0262, 105.8517 21.0265, 105.8513 21.0288`],
  "Hồ Đồng Mô": ["Đồng Mô Lake", 11, 105.462, 21.062, `105.438 21.070, 105.452 21.082, 105.468 21.078, 105.492 21.084, 105.488 21.066, 105.472 21.058, 105.478 21.044, 105.462 21.048, 105.447 21.042, 105.450 21.058`],
  "Hồ Suối Hai": ["Suối Hai Lake", 11, 105.378, 21.154, `105.360 21.162, 105.374 21.170, 105.392 21.164, 105.398 21.150, 105.386 21.146, 105.378 21.138, 105.366 21.146`],
  "Hồ Quan Sơn": ["Quan Sơn Lake", 11, 105.708, 20.672, `105.692 20.694, 105.704 20.690, 105.712 20.674, 105.724 20.660, 105.718 20.650, 105.706 20.660, 105.698 20.674`],
};

const hills = [
  points(`105.335 21.095, 105.352 21.112, 105.372 21.108, 105.388 21.085, 105.405 21.06, 105.402 21.03, 105.382 21.012, 105.36 21.018, 105.342 21.045, 105.33 21.07`),
  points(`105.795 21.335, 105.818 21.358, 105.845 21.352, 105.852 21.322, 105.84 21.295, 105.815 21.285, 105.792 21.30`),
  points(`105.70 20.645, 105.722 20.632, 105.745 20.632, 105.762 20.612, 105.758 20.585, 105.738 20.595, 105.712 20.618, 105.69 20.638`),
];

const highways = [
  // Ring road 3, from the Thăng Long bridge round the south to Phù Đổng.
  `105.808 21.165, 105.787 21.128, 105.787 21.102, 105.781 21.065, 105.779 21.038, 105.786 21.012, 105.802 20.99, 105.823 20.970, 105.843 20.966, 105.872 20.972, 105.898 20.994, 105.918 21.018, 105.937 21.058, 105.928 21.082`,
  // Đại lộ Thăng Long.
  `105.787 21.008, 105.735 21.006, 105.685 21.002, 105.635 20.992, 105.575 20.985, 105.525 20.985`,
  // Pháp Vân – Cầu Giẽ – Ninh Bình.
  `105.843 20.966, 105.862 20.905, 105.878 20.845, 105.898 20.775, 105.922 20.705, 105.938 20.64, 105.95 20.585`,
  // Hà Nội – Hải Phòng.
  `105.905 21.002, 105.938 20.972, 105.98 20.942, 106.06 20.905, 106.14 20.895`,
  // Nội Bài – Lào Cai.
  `105.838 21.207, 105.795 21.238, 105.735 21.252, 105.675 21.285, 105.60 21.325, 105.51 21.355`,
  // Hà Nội – Thái Nguyên.
  `105.937 21.058, 105.928 21.11, 105.908 21.155, 105.892 21.21, 105.882 21.275, 105.865 21.355, 105.852 21.43`,
  // Hà Nội – Bắc Giang.
  `105.937 21.058, 105.968 21.105, 106.02 21.155, 106.08 21.205`,
  // Võ Nguyên Giáp, from the Nhật Tân bridge to Nội Bài.
  `105.818 21.075, 105.823 21.092, 105.818 21.135, 105.812 21.175, 105.806 21.208`,
];
const roads = [
  // Quốc lộ 32.
  `105.803 21.031, 105.768 21.040, 105.735 21.053, 105.695 21.072, 105.655 21.088, 105.60 21.105, 105.55 21.118, 105.505 21.138, 105.462 21.172, 105.425 21.205, 105.345 21.236, 105.29 21.252`,
  // Quốc lộ 6.
  `105.805 20.995, 105.777 20.971, 105.745 20.948, 105.705 20.922, 105.645 20.905, 105.578 20.90, 105.52 20.868`,
  // Quốc lộ 21: Sơn Tây – Hoà Lạc – Xuân Mai.
  `105.505 21.138, 105.508 21.085, 105.522 21.03, 105.525 20.985, 105.548 20.945, 105.578 20.90, 105.598 20.835`,
  // Quốc lộ 21B.
  `105.777 20.971, 105.768 20.92, 105.767 20.855, 105.762 20.79, 105.772 20.733, 105.747 20.688, 105.785 20.625`,
  // Quốc lộ 1, the old road.
  `105.841 21.005, 105.845 20.945, 105.862 20.872, 105.882 20.81, 105.912 20.742, 105.922 20.705`,
  // Quốc lộ 5.
  `105.862 21.036, 105.888 21.040, 105.915 21.028, 105.94 21.014, 105.99 20.985, 106.06 20.955`,
  // Quốc lộ 3 and the old road 2.
  `105.878 21.052, 105.868 21.095, 105.848 21.138, 105.845 21.188, 105.848 21.258, 105.862 21.335`,
  // Quốc lộ 2.
  `105.848 21.218, 105.802 21.232, 105.735 21.242, 105.665 21.265, 105.605 21.302`,
];
const metro = [
  `105.8275 21.0283, 105.8225 21.018, 105.8165 21.007, 105.8125 20.998, 105.804 20.989, 105.794 20.982, 105.777 20.971, 105.762 20.960, 105.747 20.950`,
  `105.735 21.0535, 105.752 21.047, 105.768 21.041, 105.783 21.037, 105.803 21.031, 105.815 21.031, 105.8275 21.0283, 105.8405 21.0245`,
];
const runway = `105.785 21.2265, 105.826 21.2235, 105.825 21.2105, 105.784 21.2135`;

/** Labels: name, English name where it differs, class, smallest zoom, longitude, latitude. */
const labels = [
  ["Hà Nội", "Hanoi", "city", 9, 105.843, 21.021],
  ["Sơn Tây", "", "town", 9, 105.505, 21.138],
  ["Hà Đông", "", "town", 10, 105.768, 20.962],
  ["Đông Anh", "", "town", 10, 105.849, 21.139],
  ["Gia Lâm", "", "town", 10, 105.937, 21.018],
  ["Sóc Sơn", "", "town", 10, 105.848, 21.258],
  ["Mê Linh", "", "town", 10, 105.712, 21.185],
  ["Hoà Lạc", "", "town", 10, 105.525, 20.998],
  ["Xuân Mai", "", "town", 10, 105.578, 20.902],
  ["Vân Đình", "", "town", 10, 105.772, 20.733],
  ["Thường Tín", "", "town", 10, 105.862, 20.872],
  ["Phú Xuyên", "", "town", 10, 105.908, 20.738],
  ["Chúc Sơn", "", "town", 10, 105.705, 20.922],
  ["Núi Ba Vì", "Mount Ba Vì", "hill", 9, 105.366, 21.058],
  ["Núi Sóc", "Mount Sóc", "hill", 11, 105.823, 21.325],
  ["Chùa Hương", "Perfume Pagoda", "sight", 10, 105.744, 20.615],
  ["Chùa Thầy", "Thầy Pagoda", "sight", 11, 105.640, 21.024],
  ["Đường Lâm", "", "sight", 11, 105.472, 21.157],
  ["Cổ Loa", "", "sight", 11, 105.872, 21.113],
  ["Sân bay Nội Bài", "Nội Bài Airport", "sight", 10, 105.805, 21.219],
  ["Ga Hà Nội", "Hanoi Station", "sight", 13, 105.8405, 21.0245],
  ["Phú Thọ", "", "out", 8, 105.30, 21.37],
  ["Thái Nguyên", "", "out", 8, 105.88, 21.41],
  ["Bắc Ninh", "", "out", 8, 106.08, 21.15],
  ["Hưng Yên", "", "out", 8, 106.07, 20.83],
  ["Ninh Bình", "", "out", 8, 105.94, 20.56],
];

/** A Catmull-Rom curve through the points; `closed` joins the ends. */
function smooth(list, closed, steps) {
  const at = (index) => closed ? list[(index + list.length) % list.length] : list[Math.min(Math.max(index, 0), list.length - 1)];
  const curve = [];
  const last = closed ? list.length : list.length - 1;
  for (let i = 0; i < last; i += 1) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let step = 0; step < steps; step += 1) {
      const t = step / steps;
      curve.push([0, 1].map((axis) => 0.5 * (2 * b[axis] + (c[axis] - a[axis]) * t
        + (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t + (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t ** 3)));
    }
  }
  curve.push(closed ? curve[0] : at(last));
  return curve.map((pair) => pair.map((number) => Number(number.toFixed(4))));
}

const feature = (kind, geometry, properties = {}) => ({ type: "Feature", properties: { kind, ...properties }, geometry });
const line = (kind, list, steps, properties) => feature(kind, { type: "LineString", coordinates: smooth(list, false, steps) }, properties);
const area = (kind, list, steps, properties) => feature(kind, { type: "Polygon", coordinates: [smooth(list, true, steps)] }, properties);
const label = ([name, english, rank, zoom, lon, lat]) =>
  feature("label", { type: "Point", coordinates: [lon, lat] }, { name, ...(english ? { en: english } : {}), rank, zoom });

const border = outline.slice(0, -1);
const features = [
  area("city", border, 3),
  ...hills.map((list) => area("hill", list, 2)),
  ...Object.values(lakes).map(([, , , , list]) => area("lake", points(list), 2)),
  ...Object.values(streams).map(([, , list]) => line("stream", points(list), 2)),
  ...Object.values(rivers).map(([, , list]) => line("river", points(list), 3)),
  area("airport", points(runway), 1),
  ...roads.map((list) => line("road", points(list), 2)),
  ...highways.map((list) => line("highway", points(list), 2)),
  ...metro.map((list) => line("metro", points(list), 1)),
  ...labels.map(label),
  ...Object.entries(lakes).map(([name, [english, zoom, lon, lat]]) => label([name, english, "water", zoom, lon, lat])),
  label(["Sông Hồng", "Red River", "water", 10, 105.69, 21.139]),
  label(["Sông Hồng", "Red River", "water", 11, 105.925, 20.88]),
  label(["Sông Đuống", "Đuống River", "water", 11, 105.99, 21.052]),
  label(["Sông Đáy", "Đáy River", "water", 10, 105.70, 20.845]),
  label(["Sông Đà", "Đà River", "water", 10, 105.318, 21.18]),
];

/** Whether a point lies in a ring (even–odd rule). */
function holds(ring, [x, y]) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

const communes = readFileSync(join(root, "data/communes.csv"), "utf8").trim().split("\n").slice(1).map((row) => row.split(","));
const ring = features[0].geometry.coordinates[0];
const outside = communes.filter((row) => !holds(ring, [Number(row[5]), Number(row[4])]));
const text = `{"type":"FeatureCollection","features":[\n${features.map((one) => JSON.stringify(one)).join(",\n")}\n]}\n`;
writeFileSync(join(root, "public/map/ha-noi.json"), text);
console.log(`public/map/ha-noi.json: ${text.length} bytes, ${features.length} features`);
console.log(`communes outside the outline: ${outside.length} of ${communes.length}${outside.map((row) => `\n  ${row[1]} ${row[5]} ${row[4]}`).join("")}`);
if (outside.length > 0) process.exitCode = 1;
