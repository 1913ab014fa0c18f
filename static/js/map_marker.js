// One place on the map: a button with a name, and a popup that says what its card says first.

const L = window.L;

/** Return the marker of a result of the API. */
export function marker(place, words) {
  const approximate = place.precision === "commune";
  const name = place.arret ? `${place.nom}, ${place.arret}` : place.nom;
  const made = L.marker([place.latitude, place.longitude], {
    icon: iconFor(place, name, approximate, words),
    site: String(place.site_id),
    riseOnHover: true,
  });
  made.bindPopup(() => popupFor(place, name, approximate, words), {
    minWidth: 200,
    maxWidth: 280,
    closeButton: false,
    autoPanPadding: [16, 16],
  });
  return made;
}

function iconFor(place, name, approximate, words) {
  const html = document.createElement("span");
  html.className = `map-pin map-pin-${place.ouverture.etat}${approximate ? " map-pin-about" : ""}`;
  const shape = document.createElement("span");
  shape.setAttribute("aria-hidden", "true");
  shape.textContent = approximate ? "≈" : "";
  const said = document.createElement("span");
  said.className = "visually-hidden";
  const about = approximate ? [words.approximate] : [];
  said.textContent = [name, place.ouverture.phrase, ...about].join(", ");
  html.append(shape, said);
  return L.divIcon({ html, className: "map-marker", iconSize: [44, 44], iconAnchor: [22, 22] });
}

function popupFor(place, name, approximate, words) {
  const box = document.createElement("div");
  box.className = "map-popup";
  const link = document.createElement("a");
  link.href = `${words.root}/lieux/${place.slug}`;
  link.textContent = name;
  const opening = document.createElement("p");
  opening.className = `opening opening-${place.ouverture.etat}`;
  const dot = document.createElement("span");
  dot.className = "dot";
  dot.setAttribute("aria-hidden", "true");
  opening.append(dot, place.ouverture.phrase);
  box.append(link, opening);
  if (place.telephone) box.append(phoneLink(place.telephone));
  if (approximate) box.append(aboutWords(words));
  return box;
}

function phoneLink(number) {
  const link = document.createElement("a");
  link.className = "phone";
  link.href = `tel:${number.replace(/[^\d+]/g, "")}`;
  link.textContent = number;
  return link;
}

function aboutWords(words) {
  const about = document.createElement("p");
  about.className = "approximate";
  about.textContent = words.approximate;
  return about;
}
