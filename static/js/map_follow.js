// The list and the map point at each other: what is hovered or has focus on one side stands out on both.

const ACTIVE = "is-active";

/** Keep the markers of a cluster group and the cards of the list together. */
export function follow(map, places) {
  const bySite = new Map();
  let marked = [];

  function cardOf(site) {
    return document.querySelector(`#liste [data-site="${site}"]`);
  }

  function mark(site) {
    for (const element of marked) element.classList.remove(ACTIVE);
    const found = bySite.get(site);
    const shown = found && (places.getVisibleParent(found) ?? found);
    marked = [cardOf(site), shown?.getElement?.()].filter(Boolean);
    for (const element of marked) element.classList.add(ACTIVE);
  }

  function listen(element, site) {
    for (const type of ["mouseenter", "focusin"]) element.addEventListener(type, () => mark(site));
    for (const type of ["mouseleave", "focusout"]) element.addEventListener(type, () => mark(""));
  }

  function take(markers) {
    bySite.clear();
    for (const marker of markers) {
      bySite.set(marker.options.site, marker);
      marker.on("add", () => onMap(marker));
    }
  }

  function onMap(marker) {
    const element = marker.getElement();
    if (element.dataset.site) return;
    element.dataset.site = marker.options.site;
    listen(element, marker.options.site);
    element.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      marker.openPopup();
    });
  }

  /** Return the markers of the places that the list shows. */
  function listed() {
    return [...bySite.entries()].filter(([site]) => cardOf(site)).map(([, marker]) => marker);
  }

  function refresh() {
    for (const card of document.querySelectorAll("#liste [data-site]:not([data-followed])")) {
      card.dataset.followed = "";
      listen(card, card.dataset.site);
    }
  }

  map.on("popupopen", ({ popup }) => popup.getElement().querySelector("a").focus());
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const opened = [...bySite.values()].find((marker) => marker.isPopupOpen());
    opened?.closePopup();
    opened?.getElement()?.focus();
  });

  return { take, listed, refresh };
}
