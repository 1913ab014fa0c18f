// A text field with suggestions, after the combobox pattern of the ARIA Authoring Practices Guide:
// focus stays in the field, the arrows choose, Enter takes, Escape closes, and what is offered is said.

const WAIT_MS = 120;
const SHORTEST = 2;

/** Turn a text field into a combobox; `data-combobox` is where suggestions of communes come from. */
export function combobox(input) {
  const list = listFor(input);
  const said = statusFor(input);
  const words = input.dataset;
  let options = [];
  let active = -1;
  let timer = 0;
  let asked = new AbortController();

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  function forget() {
    clearTimeout(timer);
    asked.abort();
  }

  function close() {
    forget();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function activate(index) {
    options[active]?.removeAttribute("aria-selected");
    active = index;
    const option = options[active];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function take(option) {
    input.value = option.dataset.value;
    close();
    said.textContent = "";
    input.dispatchEvent(new Event("combobox:taken", { bubbles: true }));
  }

  function show(communes) {
    options = communes.map((commune, index) => optionFor(commune, `${list.id}-${index}`));
    active = -1;
    list.replaceChildren(...options);
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
    input.removeAttribute("aria-activedescendant");
    const sentence = [words.none, words.one][options.length] ?? words.many;
    said.textContent = sentence.replace("{n}", options.length);
  }

  async function suggest({ asked: wanted = true } = {}) {
    const typed = input.value.trim();
    if (typed.length < SHORTEST) return close();
    asked.abort();
    asked = new AbortController();
    try {
      const address = new URL(words.combobox, location.href);
      address.searchParams.set("q", typed);
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return;
      const communes = (await answer.json()).resultats;
      // A name that is whole needs no list, which would lie over the button; the arrow brings it.
      if (!wanted && communes.filter((commune) => sameName(commune.nom, typed)).length === 1) close();
      else show(communes);
    } catch (error) {
      // Without suggestions the form works as it is.
      if (error.name !== "AbortError") close();
    }
  }

  const keys = {
    ArrowDown: () => (list.hidden ? suggest() : activate((active + 1) % options.length)),
    ArrowUp: () => !list.hidden && activate(active <= 0 ? options.length - 1 : active - 1),
    Escape: () => (list.hidden ? (input.value = "") : close()),
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      take(options[active]);
    } else if (event.key === "Tab" || event.key === "Enter") {
      close();
    } else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  input.addEventListener("input", () => {
    forget();
    timer = setTimeout(() => suggest({ asked: false }), WAIT_MS);
  });
  input.addEventListener("blur", close);
  // Before the field loses focus to the click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

function sameName(name, typed) {
  return name.localeCompare(typed, "fr", { sensitivity: "base", ignorePunctuation: true }) === 0;
}

function listFor(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-communes`;
  list.className = "combobox-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.listLabel);
  input.after(list);
  return list;
}

function statusFor(input) {
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  input.parentElement.append(status);
  return status;
}

function optionFor(commune, id) {
  const option = document.createElement("li");
  const codes = document.createElement("span");
  option.id = id;
  option.setAttribute("role", "option");
  option.dataset.value = `${commune.nom} (${commune.departement})`;
  codes.className = "option-code";
  codes.textContent = commune.codes_postaux[0] ?? commune.departement;
  option.append(commune.nom, " ", codes);
  return option;
}
