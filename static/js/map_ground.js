// What the map is drawn on: tiles, or the outlines of the départements when there are none or they fail.

const L = window.L;
const FAILURES = 3;

/** Draw the ground of a map; `words` holds the addresses and the attribution. */
export function drawGround(map, words) {
  if (!words.tiles) {
    drawOutlines(map, words);
    return;
  }
  const tiles = L.tileLayer(words.tiles, { attribution: words.attribution, maxZoom: 19 });
  let arrived = 0;
  let failed = 0;
  tiles.on("tileload", () => (arrived += 1));
  tiles.on("tileerror", () => {
    failed += 1;
    if (failed === FAILURES && arrived === 0) {
      tiles.remove();
      drawOutlines(map, words);
    }
  });
  tiles.addTo(map);
}

async function drawOutlines(map, words) {
  const answer = await fetch(words.outlines);
  if (!answer.ok) return;
  const drawn = L.geoJSON(await answer.json(), {
    attribution: words.outlinesAttribution,
    className: "map-outline",
    interactive: false,
  });
  drawn.addTo(map);
  drawn.bringToBack();
  map.getPane("overlayPane").querySelector("svg")?.setAttribute("aria-hidden", "true");
}
