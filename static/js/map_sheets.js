// The style sheets of every map, loaded when a map is shown.

const SHEETS = ["../vendor/leaflet-1.9.4/leaflet.css", "../css/map.css"];

/** Load the style sheets of a map; a missing one does not stop it. */
export function loadMapSheets() {
  return Promise.all(SHEETS.map(load));
}

function load(address) {
  return new Promise((resolve) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = address;
    sheet.onload = resolve;
    sheet.onerror = resolve;
    document.head.append(sheet);
  });
}
