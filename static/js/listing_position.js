// Where an address is: asked of our server, shown on a map, moved by hand. The two numbers hold it.

const OK = 200;

/** Tie the address, the two numbers and the map of one block together. */
export function position(block, form) {
  const box = block.querySelector("[data-pin]");
  const said = box.querySelector("[data-pin-said]");
  const { prefix } = box.dataset;
  const field = (name) => form.elements[`${prefix}${name}`];
  let map = null;
  let byHand = false;
  let placed = where(field("code_insee").value);

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
    byHand = true;
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
    byHand = false;
    await take(await ask());
  }

  /** The point follows the address and its commune, until somebody takes it elsewhere. */
  async function follow() {
    if (!commune.value) return;
    if (byHand || !field("adresse").value) {
      await settleCommune();
      return;
    }
    const found = await ask();
    if (found.good && where(found.code_insee) !== placed) await take(found);
  }

  async function take(found) {
    tell(found.message, !found.precise);
    if (!found.good) return;
    learn(found);
    placed = where(found.code_insee);
    const point = [found.latitude, found.longitude];
    if (found.precise) write(point);
    else for (const name of ["latitude", "longitude"]) field(name).value = "";
    await show(point, found.precise);
  }

  /** What a point is about, whatever the spelling. */
  function where(code) {
    return `${code} ${plain(field("adresse").value)}`;
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
    field(name).addEventListener("change", () => {
      byHand = true;
      if (numbers()) show(numbers(), true);
    });
  }
  const commune = field("commune");
  commune.addEventListener("combobox:taken", follow);
  commune.addEventListener("change", follow);
  field("adresse").addEventListener("change", follow);
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

/** An address without what is only spelling. */
function plain(address) {
  return address.normalize("NFD").toLowerCase().replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function postOf(form, prefix) {
  const wanted = ["adresse", "commune", "code_insee", "code_postal"].map((name) => `${prefix}${name}`);
  const sent = [...new FormData(form)].filter(([name]) => name === "csrf_token" || wanted.includes(name));
  return new URLSearchParams([...sent, ["prefixe", prefix]]);
}
