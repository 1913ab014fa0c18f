// Where an address is: asked of our server, shown on a map, moved by hand. The two numbers hold it.

const OK = 200;

/** Tie the address, the two numbers and the map of one block together. */
export function position(block, form) {
  const box = block.querySelector("[data-pin]");
  const said = box.querySelector("[data-pin-said]");
  const { prefix } = box.dataset;
  const field = (name) => form.elements[`${prefix}${name}`];
  let map = null;

  function numbers() {
    const [latitude, longitude] = ["latitude", "longitude"].map((name) => degrees(field(name).value));
    return latitude === null || longitude === null ? null : [latitude, longitude];
  }

  function write([latitude, longitude]) {
    field("latitude").value = String(latitude).replace(".", ",");
    field("longitude").value = String(longitude).replace(".", ",");
    form.dispatchEvent(new Event("input"));
  }

  async function show(point, precise) {
    map ??= import("./pin_map.js").then((module) => module.openPin(box, moved));
    (await map).put(point, precise);
  }

  function moved(point) {
    write(point);
    tell("Repère déplacé.");
  }

  function tell(words, about = false) {
    said.textContent = words;
    said.className = about ? "notice notice-warning" : "hint";
  }

  async function ask() {
    try {
      const answer = await fetch("/gestion/fiches/position", {
        method: "POST",
        body: postOf(form, prefix),
        headers: { "X-Requested-With": "fetch" },
      });
      const found = await answer.json();
      return { good: answer.status === OK, ...found };
    } catch {
      return { good: false, message: "La recherche ne répond pas. Écrivez la position vous-même." };
    }
  }

  async function place() {
    const found = await ask();
    tell(found.message, !found.precise);
    if (!found.good) return;
    learn(found);
    const point = [found.latitude, found.longitude];
    if (found.precise) write(point);
    else for (const name of ["latitude", "longitude"]) field(name).value = "";
    await show(point, found.precise);
  }

  /** Keep what the commune tells: its code, and its postal code when it has only one. */
  function learn(found) {
    const code = field("code_insee");
    if (code instanceof HTMLInputElement) code.value = found.code_insee;
    if (!field("code_postal").value) field("code_postal").value = found.code_postal;
  }

  async function settleCommune() {
    const found = await ask();
    if (!found.good) return;
    learn(found);
    if (!numbers()) await show([found.latitude, found.longitude], false);
  }

  box.querySelector("[data-pin-place]").addEventListener("click", (event) => {
    event.preventDefault();
    place();
  });
  for (const name of ["latitude", "longitude"]) {
    field(name).addEventListener("change", () => numbers() && show(numbers(), true));
  }
  const commune = field("commune");
  commune.addEventListener("combobox:taken", settleCommune);
  commune.addEventListener("change", () => commune.value && settleCommune());
  // The map is loaded when its block comes near the screen.
  new IntersectionObserver(([entry], watch) => {
    if (!entry.isIntersecting) return;
    watch.disconnect();
    if (numbers()) show(numbers(), true);
    else if (commune.value) settleCommune();
  }, { rootMargin: "200px" }).observe(box);
}

function degrees(text) {
  const number = Number.parseFloat(text.replace(",", "."));
  return Number.isFinite(number) ? number : null;
}

function postOf(form, prefix) {
  const wanted = ["adresse", "commune", "code_insee", "code_postal"].map((name) => `${prefix}${name}`);
  const sent = [...new FormData(form)].filter(([name]) => name === "csrf_token" || wanted.includes(name));
  return new URLSearchParams([...sent, ["prefixe", prefix]]);
}
