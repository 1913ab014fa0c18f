// The map of coverage: the outline of each area in the colour of its class, places as points.

import "../vendor/leaflet-1.9.4/leaflet.js";
import { drawGround } from "./map_ground.js";
import { roam } from "./coverage_roam.js";
import { areaBox, openingIcon, placeBox } from "./coverage_words.js";

const SHEETS = ["../vendor/leaflet-1.9.4/leaflet.css", "../css/map.css"];
const FRANCE = [[41.3, -5.2], [51.1, 9.6]];
const POPUP = { maxWidth: 280, closeButton: false, autoPanPadding: [16, 16] };
const STOP_LESS = 2;
const HATCH = "zone-blanche";
const SVG = "http://www.w3.org/2000/svg";
const L = window.L;

/** Draw the map in its panel. */
export async function openMap(panel) {
  const words = panel.dataset;
  const drawing = JSON.parse(words.coverageMap);
  const [outlines] = await Promise.all([outlinesOf(words.areas), ...SHEETS.map(loadSheet)]);
  const map = L.map(frameIn(panel), { zoomControl: false, zoomSnap: 0.25, maxZoom: 16, scrollWheelZoom: false });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
  map.fitBounds(FRANCE, { animate: false });
  drawGround(map, words);
  const areas = drawAreas(map, outlines, drawing, words);
  if (!words.whole && areas.getLayers().length) {
    map.fitBounds(boundsOf(areas, drawing.ouvertures), { padding: [8, 8], animate: false });
  }
  drawPlaces(map, drawing.lieux, words);
  drawOpenings(map, drawing);
}

async function outlinesOf(addresses) {
  const files = await Promise.all(addresses.split(" ").map((address) => fetch(address)));
  const collections = await Promise.all(files.map((file) => file.json()));
  const features = collections.flatMap((collection) => collection.features);
  return new Map(features.map((feature) => [feature.properties.code, feature]));
}

function drawAreas(map, outlines, drawing, words) {
  const outlinesIn = (areas) => areas.map(({ code }) => outlines.get(code));
  const renderer = L.svg({ pane: paneOf(map, "areas", 410), padding: 1 });
  const drawn = drawing.aires.filter(({ code }) => outlines.has(code));
  const classes = new Map(drawn.map(({ code, classe }) => [code, classe ?? "none"]));
  const areas = L.geoJSON(outlinesIn(drawn), {
    renderer,
    style: ({ properties }) => ({
      className: `coverage-area coverage-area-${classes.get(properties.code)}`,
    }),
  }).addTo(map);
  L.geoJSON(outlinesIn(drawn.filter((area) => area.zone_blanche)), {
    renderer,
    interactive: false,
    style: () => ({ className: "coverage-hatch", fillColor: `url(#${HATCH})` }),
  }).addTo(map);
  map.getPane("areas").querySelector("svg").prepend(hatch());
  // In the order of the zones blanches: the keyboard comes to those that matter most first.
  const named = areas.getLayers().map((layer, index) => {
    const { text, box } = areaBox(drawn[index], words);
    layer.bindPopup(box, POPUP);
    return { layer, text };
  });
  roam(map, named);
  return areas;
}

/** Return what must be in sight: the territory, and places that one imagines just beyond it. */
function boundsOf(areas, openings) {
  const bounds = areas.getBounds();
  for (const { latitude, longitude } of openings) bounds.extend([latitude, longitude]);
  return bounds;
}

function drawPlaces(map, places, words) {
  const renderer = L.svg({ pane: paneOf(map, "places", 450), padding: 1 });
  const named = places.map((place) => {
    const { text, box } = placeBox(place);
    const layer = L.circleMarker([place.latitude, place.longitude], {
      renderer,
      radius: (words.whole ? 4 : 7) - (place.itinerant ? STOP_LESS : 0),
      className: classesOf(place),
    });
    layer.bindPopup(box, POPUP).addTo(map);
    return { layer, text };
  });
  roam(map, named);
}

function classesOf({ ouvert, itinerant }) {
  const classes = ["coverage-place"];
  if (itinerant) classes.push("coverage-place-stop");
  if (!ouvert) classes.push("coverage-place-closed");
  return classes.join(" ");
}

function drawOpenings(map, { ouvertures, rayon_km: radius }) {
  ouvertures.forEach((opening, index) => {
    const at = [opening.latitude, opening.longitude];
    L.circle(at, { radius: radius * 1000, interactive: false, className: "coverage-reach" }).addTo(map);
    L.marker(at, { icon: openingIcon(opening, index + 1), interactive: false, keyboard: false }).addTo(map);
  });
}

/** Return a pane of its own: the ground's one is hidden from those who do not see it. */
function paneOf(map, name, height) {
  map.createPane(name).classList.add(`coverage-pane-${height}`);
  return name;
}

function hatch() {
  const defs = document.createElementNS(SVG, "defs");
  const pattern = document.createElementNS(SVG, "pattern");
  const size = { id: HATCH, width: 9, height: 9, patternUnits: "userSpaceOnUse" };
  for (const [name, value] of Object.entries(size)) pattern.setAttribute(name, value);
  pattern.setAttribute("patternTransform", "rotate(45)");
  // A dark line beside a light one: seen on any colour.
  for (const [place, className] of [[1, "coverage-hatch-line"], [3, "coverage-hatch-light"]]) {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", `M ${place} 0 V 9`);
    line.setAttribute("class", className);
    pattern.append(line);
  }
  defs.append(pattern);
  return defs;
}

function frameIn(panel) {
  const skip = document.createElement("a");
  skip.className = "skip-map";
  skip.href = "#tableau";
  skip.textContent = "Passer la carte";
  const canvas = document.createElement("div");
  canvas.className = "map-canvas";
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", "Carte de la couverture");
  panel.replaceChildren(skip, canvas);
  return canvas;
}

function loadSheet(address) {
  return new Promise((resolve) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = address;
    sheet.onload = resolve;
    sheet.onerror = resolve;
    document.head.append(sheet);
  });
}
