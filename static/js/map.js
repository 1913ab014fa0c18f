// The map beside the list. It is loaded when it is shown; its places are those of the list's address.

import "../vendor/leaflet-1.9.4/leaflet.js";
import { drawGround } from "./map_ground.js";
import { loadMapSheets } from "./map_sheets.js";
import { marker } from "./map_marker.js";
import { follow } from "./map_follow.js";

const FRANCE = [[41.3, -5.2], [51.1, 9.6]];
const CLOSEST = 15;
const L = window.L;

/** Open the map in its panel; `go` shows the results of an address. */
export async function openMap(panel, go) {
  await loadMapSheets();
  await import("../vendor/leaflet.markercluster-1.5.3/leaflet.markercluster.js");
  const words = panel.dataset;
  const frame = frameIn(panel);
  const map = L.map(frame.canvas, { zoomControl: false, maxZoom: 18, worldCopyJump: true });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  map.fitBounds(FRANCE);
  drawGround(map, words);
  const places = L.markerClusterGroup({
    iconCreateFunction: (cluster) => clusterIcon(cluster, words),
    maxClusterRadius: 72,
    showCoverageOnHover: false,
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  map.addLayer(places);
  const following = follow(map, places);
  frame.here.addEventListener("click", () => go(addressOf(map.getCenter())));
  let shown = "";

  async function update(address) {
    map.invalidateSize();
    if (address !== shown) {
      shown = address;
      const answer = await fetch(address);
      const found = await answer.json();
      draw(found);
    }
    following.refresh();
  }

  function draw(found) {
    const here = found.resultats.filter((place) => place.latitude !== null);
    const markers = here.map((place) => marker(place, words));
    places.clearLayers();
    following.take(markers);
    const listed = following.listed();
    if (listed.length) {
      const bounds = L.latLngBounds(listed.map((place) => place.getLatLng()));
      map.fitBounds(bounds, { padding: [32, 32], maxZoom: CLOSEST, animate: false });
    }
    // Once the map stands still: markers that have focus are not drawn anew.
    places.addLayers(markers);
    const said = words.some.replace("{n}", here.length).replace("{total}", found.total);
    frame.note.textContent = here.length < found.total ? said : "";
  }

  return { update };
}

function frameIn(panel) {
  const words = panel.dataset;
  const skip = element("a", "skip-map", words.skip);
  skip.href = "#liste";
  const canvas = element("div", "map-canvas");
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", words.label);
  const here = element("button", "button-quiet map-here", words.here);
  here.type = "button";
  const note = element("p", "hint");
  note.setAttribute("role", "status");
  canvas.addEventListener("keydown", pressWithSpace);
  panel.replaceChildren(skip, canvas, here, note);
  return { canvas, here, note };
}

/** Let the space bar press what is called a button, as Enter does; markers see to it themselves. */
function pressWithSpace(event) {
  if (event.key !== " " || !event.target.matches("[role=button]:not([data-site])")) return;
  event.preventDefault();
  event.target.click();
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function clusterIcon(cluster, words) {
  const count = cluster.getChildCount();
  const shown = element("span", "", String(count));
  shown.setAttribute("aria-hidden", "true");
  const said = element("span", "visually-hidden", words.cluster.replace("{n}", count));
  const html = element("span", "map-cluster");
  html.append(shown, said);
  return L.divIcon({ html, className: "map-cluster-icon", iconSize: [44, 44] });
}

/** Return the address of the same search from another point, rounded as positions always are. */
function addressOf(center) {
  const asked = new URLSearchParams(location.search);
  for (const name of ["lieu", "code_insee", "page"]) asked.delete(name);
  asked.set("lat", center.lat.toFixed(2));
  asked.set("lon", center.wrap().lng.toFixed(2));
  return `${location.pathname}?${asked}`;
}
