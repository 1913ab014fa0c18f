// What the rules say of the file, asked of the server again once typing rests: nothing is counted here.

const WAIT_MS = 500;
const OK = 200;
const WRONG = 422;

/** Keep the result in step with the form; the function returned asks for it soon. */
export function result(form) {
  const box = form.querySelector("[data-preview-result]");
  const problems = form.querySelector("[data-preview-problems]");
  const failed = form.querySelector("[data-preview-failed]");
  const said = form.querySelector("[data-preview-said]");
  const others = form.querySelector("[data-other-files]");
  let timer = 0;
  let asked = new AbortController();

  async function ask() {
    clearTimeout(timer);
    asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(form.dataset.preview, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Requested-With": "fetch" },
        signal: asked.signal,
      });
      if (answer.status !== OK && answer.status !== WRONG) throw new TypeError(answer.statusText);
      show(await answer.text(), answer.status === OK);
    } catch (error) {
      if (error.name !== "AbortError") failed.hidden = false;
    }
  }

  /** Show the answer; while something is to be corrected, the last result stays, marked as such. */
  function show(html, good) {
    const page = new DOMParser().parseFromString(html, "text/html");
    failed.hidden = true;
    box.toggleAttribute("data-stale", !good);
    if (good) {
      tellOthers(page.querySelector("[data-other-files]"));
      const open = openedIn(box);
      box.replaceChildren(...page.body.childNodes);
      problems.replaceChildren();
      for (const part of box.querySelectorAll("details")) part.open = open.get(nameOf(part)) ?? part.open;
      tell(box.querySelector("[data-said]").dataset.said);
    } else {
      problems.replaceChildren(...page.body.childNodes);
      tell(`À corriger : ${problems.querySelector("li").textContent}`);
    }
  }

  function tell(words) {
    if (said.textContent !== words) said.textContent = words;
  }

  /** The place's other files for the years typed stand beside the years. */
  function tellOthers(told) {
    if (others.textContent !== (told?.textContent ?? "")) others.replaceChildren(...(told?.childNodes ?? []));
    told?.remove();
  }

  function askSoon() {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  }

  // The result follows by itself now.
  form.querySelector("[data-recompute]").hidden = true;
  form.addEventListener("input", askSoon);
  form.addEventListener("change", askSoon);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "recalculer") return;
    event.preventDefault();
    ask();
  });
  return askSoon;
}

/** Return which parts people opened or closed, by what stands on them. */
function openedIn(box) {
  return new Map([...box.querySelectorAll("details")].map((part) => [nameOf(part), part.open]));
}

function nameOf(part) {
  const around = part.parentElement.closest("li")?.querySelector(".finding-rule")?.textContent ?? "";
  return around + part.querySelector("summary > span, summary").textContent;
}
