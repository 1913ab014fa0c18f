// What is typed is kept while one types, so that nothing is lost when the page is left.

const AFTER_MS = 2000;
const EVERY_MS = 20000;
const MOST_AT_ONCE = 60000;
const OK = 200;

/** Keep the fields of a form as the draft of who fills it in. */
export function keepDraft(form) {
  const said = form.querySelector("[data-draft-said]");
  // Changes are counted: how many there were, were sent, and are known to be kept.
  let changes = 0;
  let sent = 0;
  let kept = 0;
  let leaving = false;
  let pause = 0;

  async function keep() {
    if (sent === changes || leaving) return;
    const these = changes;
    sent = these;
    const good = await send();
    if (good) kept = Math.max(kept, these);
    else sent = kept;
  }

  /** Return whether the draft is kept; say it either way. */
  async function send() {
    const body = fieldsOf(form);
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body,
        headers: { "X-Requested-With": "fetch" },
        // Goes on after the page is left; browsers allow little of it.
        keepalive: body.toString().length < MOST_AT_ONCE,
      });
      const good = answer.status === OK;
      said.textContent = good ? `Brouillon gardé à ${time()}.` : "Le brouillon n’est pas gardé.";
      return good;
    } catch {
      said.textContent = "Le brouillon n’est pas gardé : pas de réseau.";
      return false;
    }
  }

  function changed() {
    changes += 1;
    clearTimeout(pause);
    pause = setTimeout(keep, AFTER_MS);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => (leaving = true));
  // A page that is opened at once would be older than the draft: the browser asks to stay for it.
  window.addEventListener("beforeunload", (event) => {
    if (kept === changes || leaving) return;
    keep();
    event.preventDefault();
  });
  window.addEventListener("pagehide", keep);
  window.addEventListener("pageshow", () => (leaving = false));
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  // Who never stops typing has something kept too.
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
