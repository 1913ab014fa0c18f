// Services and themes: looked up while one types, and what is to be said of each as soon as it is ticked.

/** Make the boxes of themes quicker to use. */
export function themes(part) {
  filter(part);
  details(part);
}

function filter(part) {
  const box = part.querySelector("[data-themes-filter]");
  const input = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  const families = [...part.querySelectorAll("[data-themes-family]")];
  box.hidden = false;

  function show() {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const family of families) {
      const choices = [...family.querySelectorAll("[data-words]")];
      for (const choice of choices) {
        const known = plain(choice.dataset.words);
        choice.hidden = !words.every((word) => known.includes(word));
        if (!choice.hidden) shown += 1;
      }
      family.hidden = choices.every((choice) => choice.hidden);
    }
    said.textContent = words.length ? `${shown} ${shown > 1 ? "choix proposés" : "choix proposé"}.` : "";
  }

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    // Enter looks up; it does not send the form.
    if (event.key === "Enter") event.preventDefault();
  });
}

function details(part) {
  const list = part.querySelector("[data-themes-details]");
  const blank = list.querySelector("[data-themes-blank]");
  const plainButton = list.querySelector("[data-themes-plain]");
  plainButton.hidden = true;

  part.addEventListener("change", (event) => {
    const { theme } = event.target.dataset;
    if (!theme) return;
    const known = list.querySelector(`[data-detail="${CSS.escape(theme)}"]`);
    if (known) known.hidden = !event.target.checked;
    else if (event.target.checked) add(event.target, theme);
  });

  function add(box, theme) {
    const made = document.createElement("template");
    made.innerHTML = blank.innerHTML.replaceAll("__theme__", theme);
    made.content.querySelector("summary").textContent = box.labels[0].textContent.trim();
    plainButton.before(made.content);
  }
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
