// Rows of exceptions are added as they are needed; the empty ones that wait without scripts go.

/** Let people add a row to a list of exceptions, up to `data-most`. */
export function exceptions(list) {
  const rows = list.querySelector("[data-exceptions-rows]");
  const blank = list.querySelector("[data-exceptions-blank]");
  const add = list.querySelector("[data-exceptions-add]");
  let next = rows.children.length;

  for (const row of [...rows.children]) if (isBlank(row)) row.remove();

  function refresh() {
    add.hidden = rows.children.length >= Number(list.dataset.most);
  }

  add.addEventListener("click", () => {
    const made = document.createElement("template");
    made.innerHTML = blank.innerHTML.replaceAll("__n__", next);
    next += 1;
    rows.append(made.content);
    rows.lastElementChild.querySelector("input").focus();
    refresh();
  });
  refresh();
}

function isBlank(row) {
  return ![...row.querySelectorAll("input")].some((field) => (field.type === "checkbox" ? field.checked : field.value));
}
