// The results without page loads. Every state is an address: a change fetches the page of the new address
// and puts its live parts in place of the old ones, so the list, the filters and the map say the same.

const form = document.querySelector("form.search");
const results = document.getElementById("resultats");
const said = document.getElementById("annonce");
const EXACT = "date";
let asked = new AbortController();
let shown = location.pathname + location.search;
let map = null;

function addressOfForm() {
  const given = new FormData(form);
  const moment = given.get("moment");
  if (given.get("moment_le") && (!moment || moment === EXACT)) {
    given.set("moment", given.get("moment_le"));
  }
  given.delete("moment_le");
  const query = new URLSearchParams([...given].filter(([, value]) => value));
  return `${form.getAttribute("action")}?${query}`;
}

async function show(address, { push = true, focus = null } = {}) {
  asked.abort();
  asked = new AbortController();
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asked.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("resultats")) throw new TypeError("not a page of results");
    if (push) history.pushState(null, "", address);
    shown = location.pathname + location.search;
    replace(page);
    moveFocus(focus);
    announce();
    await showMap();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

function replace(page) {
  const before = document.activeElement;
  const open = new Set(Array.from(form.querySelectorAll("details[open]"), (found) => found.id));
  document.title = page.title;
  for (const part of document.querySelectorAll("[data-live]")) {
    part.replaceChildren(...page.getElementById(part.id).childNodes);
  }
  Object.assign(results.dataset, page.getElementById("resultats").dataset);
  results.removeAttribute("aria-busy");
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const name of ["lieu", "q"]) {
    const field = form.elements[name];
    if (field !== before) field.value = page.getElementById(name).value;
  }
  if (!before.isConnected) sameAs(before)?.focus({ preventScroll: true });
}

/** Return the element that stands where one was before its part was replaced. */
function sameAs(before) {
  if (before.id) return document.getElementById(before.id);
  if (!before.name) return null;
  const value = CSS.escape(before.value);
  return form.querySelector(`[name="${before.name}"][value="${value}"]`);
}

function moveFocus(id) {
  const target = id && (document.getElementById(id) ?? document.getElementById("erreur"));
  target?.focus();
  target?.scrollIntoView({ block: "start" });
}

function announce() {
  const counted = document.getElementById("compte") ?? document.getElementById("communes");
  said.textContent = counted?.textContent ?? "";
}

async function showMap() {
  const panel = document.getElementById("carte");
  const wanted = results.dataset.map === "oui";
  panel.hidden = !wanted;
  if (!wanted) return;
  map ??= import("./map.js").then((module) => module.openMap(panel, (address) => show(address)));
  await (await map).update(results.dataset.points);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(addressOfForm(), { focus: "compte" });
});

form.addEventListener("change", (event) => {
  if (event.target.closest("#filtres") && event.target.value !== EXACT) show(addressOfForm());
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button;
  if (!link || modified || !results.contains(link)) return;
  const target = new URL(link.href);
  if (target.pathname !== location.pathname || target.hash) return;
  event.preventDefault();
  show(link.href, { focus: link.id || "compte" });
});

window.addEventListener("popstate", () => {
  // A link to a part of the page is no other state.
  if (location.pathname + location.search !== shown) show(location.href, { push: false });
});

showMap();
