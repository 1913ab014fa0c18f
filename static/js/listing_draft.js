// What is typed is kept now and then, so that nothing is lost when the page is left.

const EVERY_MS = 20000;
const MOST_AT_ONCE = 60000;
const OK = 200;

/** Keep the fields of a form as the draft of who fills it in. */
export function keepDraft(form) {
  const said = form.querySelector("[data-draft-said]");
  let changed = false;
  let leaving = false;

  async function keep() {
    if (!changed || leaving) return;
    changed = false;
    const body = fieldsOf(form);
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body,
        headers: { "X-Requested-With": "fetch" },
        // Goes on after the page is left; browsers allow little of it.
        keepalive: body.toString().length < MOST_AT_ONCE,
      });
      tell(answer.status === OK ? `Brouillon gardé à ${time()}.` : "Le brouillon n’est pas gardé.");
    } catch {
      changed = true;
      tell("Le brouillon n’est pas gardé : pas de réseau.");
    }
  }

  function tell(words) {
    said.textContent = words;
  }

  form.addEventListener("input", () => (changed = true));
  form.addEventListener("change", () => (changed = true));
  form.addEventListener("submit", () => (leaving = true));
  window.addEventListener("pagehide", keep);
  window.addEventListener("pageshow", () => (leaving = false));
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  setInterval(keep, EVERY_MS);
}

/** Return what the form holds, without what is empty. */
function fieldsOf(form) {
  const filled = [...new FormData(form)].filter(([, value]) => value);
  return new URLSearchParams([...filled, ["fiche", form.dataset.listing]]);
}

function time() {
  const now = new Date();
  return `${now.getHours()} h ${String(now.getMinutes()).padStart(2, "0")}`;
}
