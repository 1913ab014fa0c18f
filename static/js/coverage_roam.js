// Many shapes of a map as one stop of the keyboard: arrows go from one to the next, Enter opens.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Let the keyboard go through shapes; `named` holds each layer with what is said of it. */
export function roam(map, named) {
  const elements = named.map(({ layer }) => layer.getElement());
  let here = 0;

  function move(to) {
    elements[here].setAttribute("tabindex", "-1");
    here = (to + elements.length) % elements.length;
    elements[here].setAttribute("tabindex", "0");
    elements[here].focus();
  }

  function open(index) {
    const { layer } = named[index];
    layer.openPopup();
    layer.getPopup().getElement().querySelector("a")?.focus();
  }

  elements.forEach((element, index) => {
    const keys = { Home: 0, End: elements.length - 1 };
    for (const [key, step] of Object.entries(STEPS)) keys[key] = index + step;
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", named[index].text);
    element.setAttribute("tabindex", index === 0 ? "0" : "-1");
    element.addEventListener("focus", () => bringIntoSight(map, named[index].layer));
    element.addEventListener("keydown", (event) => {
      const opens = event.key === "Enter" || event.key === " ";
      if (!opens && !(event.key in keys)) return;
      event.preventDefault();
      // The arrows would move the map.
      event.stopPropagation();
      if (opens) open(index);
      else move(keys[event.key]);
    });
    element.addEventListener("pointerdown", () => {
      elements[here].setAttribute("tabindex", "-1");
      here = index;
      element.setAttribute("tabindex", "0");
    });
  });

  map.getContainer().addEventListener("keydown", (event) => {
    const opened = named.findIndex(({ layer }) => layer.isPopupOpen());
    if (event.key !== "Escape" || opened < 0) return;
    named[opened].layer.closePopup();
    elements[opened].focus();
  });
}

function bringIntoSight(map, layer) {
  const at = layer.getLatLng?.() ?? layer.getBounds().getCenter();
  map.panInside(at, { padding: [40, 40], animate: false });
}
