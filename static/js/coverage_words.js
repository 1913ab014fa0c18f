// What the map of coverage says of an area and of a place.

const L = window.L;
const PERCENT = new Intl.NumberFormat("fr-FR", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Return what is said of an area: as one sentence, and as the content of its popup. */
export function areaBox(area, { radii, measure }) {
  const near = radii.split("|").map((radius, index) => {
    const part = area.parts[index];
    return part === null ? `à ${radius} : personne n’habite ici` : `${PERCENT.format(part)} à moins de ${radius}`;
  });
  const blank = area.zone_blanche ? `zone blanche n° ${area.rang}` : counted(area.lieux);
  const box = boxWith(area.nom, [blank, ...near, measure]);
  const row = document.getElementById(`epci-${area.code}`);
  if (row) box.append(linkTo(`#${row.id}`, "Sa ligne du tableau"));
  return { text: [area.nom, blank, ...near].join(", "), box };
}

/** Return the same of a place. */
export function placeBox(place) {
  const said = place.itinerant ? ["arrêt d’un lieu itinérant"] : [];
  if (!place.ouvert) said.push("horaires d’accueil inconnus");
  else if (!place.itinerant) said.push("lieu ouvert");
  if (place.finance) said.push("financé par la Caf");
  const box = boxWith(place.nom, said);
  box.append(linkTo(`/lieux/${place.slug}`, "Sa page publique"));
  return { text: [place.nom, ...said].join(", "), box };
}

/** Return the icon of a place that is not there yet. */
export function openingIcon(opening, number) {
  const html = document.createElement("span");
  html.className = "coverage-new";
  html.textContent = String(number);
  html.title = opening.nom;
  return L.divIcon({ html, className: "coverage-new-icon", iconSize: [32, 32] });
}

function counted(places) {
  return places === 1 ? "1 lieu" : `${places} lieux`;
}

function boxWith(name, lines) {
  const box = document.createElement("div");
  box.className = "map-popup";
  const title = document.createElement("strong");
  title.textContent = name;
  box.append(title);
  for (const line of lines) {
    const said = document.createElement("p");
    said.textContent = line;
    box.append(said);
  }
  return box;
}

function linkTo(address, words) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = words;
  return link;
}
