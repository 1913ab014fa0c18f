// Lines of the form are added and taken out in place. Their numbers are those that people count.

import { combobox } from "./combobox.js";

const NUMBER = "__n__";

/** Let the buttons of every list of the form do their work here; `changed` is told of each change. */
export function lines(form, changed) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-take-out]");
    if (!button) return;
    event.preventDefault();
    if (button.matches("[data-add]")) add(button.closest("[data-lines]"));
    else takeOut(button.closest("[data-line]"));
    changed();
  });
  for (const list of form.querySelectorAll("[data-lines]")) refresh(list);
}

function add(list) {
  const rows = rowsOf(list);
  const made = document.createElement("template");
  const blank = list.querySelector(":scope > [data-blank]");
  made.innerHTML = filled(blank.innerHTML, list.dataset.lines, nextOf(list));
  rows.append(made.content);
  refresh(list);
  for (const input of rows.lastElementChild.querySelectorAll("[data-combobox]")) combobox(input);
  rows.lastElementChild.querySelector("input:not([type=hidden]), select").focus();
}

/** Put the number in the names of one list; a list inside the line keeps its own mark. */
function filled(html, prefix, number) {
  return html.replaceAll(`${prefix}-${NUMBER}`, `${prefix}-${number}`);
}

function takeOut(line) {
  const list = line.closest("[data-lines]");
  line.remove();
  refresh(list);
  list.querySelector(":scope > [data-add]").focus();
}

function refresh(list) {
  const rows = [...rowsOf(list).children];
  rows.forEach((line, index) => (line.querySelector("[data-line-number]").textContent = index + 1));
  list.querySelector(":scope > [data-add]").hidden = rows.length >= Number(list.dataset.most);
}

/** Return a number that no line of the list has. */
function nextOf(list) {
  const start = `${list.dataset.lines}-`;
  const names = [...rowsOf(list).querySelectorAll("[name]")].map((field) => field.name);
  const numbers = names.filter((name) => name.startsWith(start)).map((name) => parseInt(name.slice(start.length), 10));
  return Math.max(-1, ...numbers) + 1;
}

function rowsOf(list) {
  return list.querySelector(":scope > [data-rows]");
}
