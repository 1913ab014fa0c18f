// The grid of opening hours: copy a day, empty a day, more spans on demand, what the public will read.
// Without this script every field is shown, and the form says the same once it is sent.

import { exceptions } from "./exceptions.js";
import { preview } from "./hours_preview.js";

const LAST_WORKING_DAY = 5;

function grid(root) {
  const said = root.querySelector("[data-hours-said]");
  const undo = root.querySelector("[data-hours-undo]");
  let before = null;

  root.classList.add("hours-live");
  for (const part of root.querySelectorAll("[data-hours-script]")) part.hidden = false;
  for (const row of root.querySelectorAll("[data-hours-day]")) foldEmptySpans(row);

  /** Change rows by an action that can be taken back. */
  function change(rows, action, words) {
    before = rows.map((row) => [row, valuesOf(row)]);
    action();
    for (const row of rows) foldEmptySpans(row);
    tell(words);
  }

  function tell(words) {
    said.textContent = words;
    undo.hidden = before === null;
    root.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function copy(row) {
    const week = [...row.parentElement.rows];
    const others = week.slice(0, LAST_WORKING_DAY).filter((other) => other !== row);
    const values = valuesOf(row);
    const names = others.map((other) => other.dataset.hoursDay);
    const listed = `${names.slice(0, -1).join(", ")} et ${names.at(-1)}`;
    const words = `Les heures de ${row.dataset.hoursDay} sont copiées sur ${listed}.`;
    change(others, () => others.forEach((other) => fill(other, values)), words);
  }

  function clear(row) {
    const blank = valuesOf(row).map(() => null);
    change([row], () => fill(row, blank), `Les heures de ${row.dataset.hoursDay} sont vidées.`);
    fieldsOf(row)[0].focus();
  }

  root.addEventListener("click", (event) => {
    const row = event.target.closest("[data-hours-day]");
    if (event.target.closest("[data-hours-copy]")) copy(row);
    else if (event.target.closest("[data-hours-clear]")) clear(row);
    else if (event.target.closest("[data-hours-more]")) unfold(event.target.closest("[data-hours-span]"));
  });

  undo.addEventListener("click", () => {
    for (const [row, values] of before) {
      fill(row, values);
      foldEmptySpans(row);
    }
    const first = before[0][0];
    before = null;
    tell("C’est annulé.");
    fieldsOf(first)[0].focus();
  });
}

/** Return the fields of a day in the order of the page. */
function fieldsOf(part) {
  return [...part.querySelectorAll("input, select")];
}

function valuesOf(row) {
  return fieldsOf(row).map((field) => (field.type === "checkbox" ? field.checked : field.value));
}

/** Put values into the fields of a day; null empties, and takes the first of a list. */
function fill(row, values) {
  fieldsOf(row).forEach((field, index) => {
    const value = values[index];
    if (field.type === "checkbox") field.checked = Boolean(value);
    else if (field.tagName === "SELECT" && value === null) field.selectedIndex = 0;
    else field.value = value ?? "";
    field.removeAttribute("aria-invalid");
  });
  for (const error of row.querySelectorAll(".field-error")) error.remove();
}

/** Fold the spans after the first while they are empty; the style sheet shows as many as there is room for. */
function foldEmptySpans(row) {
  for (const cell of row.querySelectorAll("[data-hours-span] ~ [data-hours-span]")) {
    const used = fieldsOf(cell).some((field) => (field.type === "checkbox" ? field.checked : field.type === "text" && field.value));
    cell.classList.toggle("hours-folded", !used);
    cell.querySelector("[data-hours-more]").hidden = used;
  }
}

function unfold(cell) {
  cell.classList.remove("hours-folded");
  cell.querySelector("[data-hours-more]").hidden = true;
  fieldsOf(cell)[0].focus();
}

for (const root of document.querySelectorAll("[data-hours]")) {
  grid(root);
  exceptions(root.querySelector("[data-exceptions]"));
  preview(root);
}
