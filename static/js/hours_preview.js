// What the public would read of the hours, asked for again once typing rests.

const WAIT_MS = 400;
const OK = 200;
const WRONG = 422;

/** Keep the preview of one site in step with its fields. */
export function preview(root) {
  const box = root.querySelector("[data-hours-preview]");
  const fragment = box.querySelector("[data-hours-fragment]");
  const failed = box.querySelector("[data-hours-failed]");
  const announced = root.querySelector("[data-hours-announced]");
  let timer = 0;
  let asked = new AbortController();

  async function ask({ aloud = true } = {}) {
    asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(root.dataset.preview, {
        method: "POST",
        body: postOf(root),
        headers: { "X-Requested-With": "fetch" },
        signal: asked.signal,
      });
      if (answer.status !== OK && answer.status !== WRONG) throw new TypeError(answer.statusText);
      show(await answer.text());
      if (aloud) announced.textContent = words();
    } catch (error) {
      if (error.name !== "AbortError") failed.hidden = box.hidden = false;
    }
  }

  function show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    fragment.replaceChildren(...page.body.childNodes);
    failed.hidden = true;
    box.hidden = false;
  }

  /** Return what is said aloud: the sentence of the public page, or the first thing to correct. */
  function words() {
    const sentence = fragment.querySelector("[data-hours-sentence]");
    return sentence ? `Aperçu : ${sentence.textContent}` : `À corriger : ${fragment.querySelector("li")?.textContent}`;
  }

  function askSoon() {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  }

  root.addEventListener("input", askSoon);
  // Holidays and the clock depend on where the place is.
  placeOf(root)?.addEventListener("change", askSoon);
  ask({ aloud: false });
}

/** Return the fields of one site with the token of the form around them, and where the site is. */
function postOf(root) {
  const { prefix, place } = root.dataset;
  const whole = new FormData(root.closest("form"));
  const own = [...whole].filter(([name, value]) => name === "csrf_token" || (value && name.startsWith(prefix)));
  const where = placeOf(root)?.value || place;
  return new URLSearchParams([...own, ["prefixe", prefix], ["lieu", where]]);
}

function placeOf(root) {
  const id = root.dataset.placeField;
  return id ? document.getElementById(id) : null;
}
