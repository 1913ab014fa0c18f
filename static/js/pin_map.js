// A map with one pin, moved by mouse, finger or arrow keys. It is loaded when it is shown.

import "../vendor/leaflet-1.9.4/leaflet.js";
import { drawGround } from "./map_ground.js";
import { loadMapSheets } from "./map_sheets.js";

const NEAR = 16;
const AROUND = 13;
const DECIMALS = 6;
const STEP = 4;
const LONG_STEP = 40;
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const L = window.L;

/** Open the map of a block; `moved` is told where the pin was taken to. */
export async function openPin(box, moved) {
  await loadMapSheets();
  const canvas = box.querySelector("[data-pin-map]");
  canvas.hidden = false;
  canvas.classList.add("map-canvas");
  box.querySelector("[data-pin-help]").hidden = false;
  const map = L.map(canvas, { maxZoom: 18, zoomControl: false, scrollWheelZoom: false, keyboard: false });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
  // No picture moves by itself: the map stands at its place from the start.
  map.setView([46.6, 2.4], 5, { animate: false });
  drawGround(map, box.dataset);
  let pin = null;

  function put(point, precise) {
    map.invalidateSize();
    map.setView(point, precise ? NEAR : AROUND, { animate: false });
    pin?.remove();
    pin = L.marker(point, { icon: icon(precise), draggable: true, autoPan: true }).addTo(map);
    pin.on("dragend", () => tell());
    pin.getElement().addEventListener("keydown", press);
  }

  function press(event) {
    const way = WAYS[event.key];
    if (!way) return;
    event.preventDefault();
    const step = event.shiftKey ? LONG_STEP : STEP;
    const here = map.latLngToContainerPoint(pin.getLatLng());
    pin.setLatLng(map.containerPointToLatLng(here.add([way[0] * step, way[1] * step])));
    map.panInside(pin.getLatLng(), { padding: [30, 30], animate: false });
    tell();
  }

  function tell() {
    const { lat, lng } = pin.getLatLng().wrap();
    pin.getElement().classList.remove("pin-about");
    moved([Number(lat.toFixed(DECIMALS)), Number(lng.toFixed(DECIMALS))]);
  }

  return { put };
}

function icon(precise) {
  const html = document.createElement("span");
  const shape = document.createElement("span");
  const said = document.createElement("span");
  shape.className = "pin-shape";
  said.className = "visually-hidden";
  said.textContent = "Repère : les flèches du clavier le déplacent";
  html.append(shape, said);
  return L.divIcon({
    html,
    className: precise ? "pin-marker" : "pin-marker pin-about",
    iconSize: [44, 44],
    iconAnchor: [22, 36],
  });
}
