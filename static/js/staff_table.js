// Ticking rows with less effort: all of a page, a range with Shift, up and down with the arrows.

const form = document.querySelector("[data-table]");
const boxes = [...form.querySelectorAll('tbody input[type="checkbox"]')];
const all = form.querySelector("[data-tick-all]");
const said = form.querySelector("[data-ticked]");
let last = null;

function count() {
  const ticked = boxes.filter((box) => box.checked).length;
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
  if (said) {
    said.textContent = ticked === 0 ? "Aucune fiche cochée." : ticked === 1 ? "1 fiche cochée." : `${ticked} fiches cochées.`;
  }
}

function tickRange(from, to, checked) {
  const [first, end] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  for (const box of boxes.slice(first, end + 1)) {
    box.checked = checked;
  }
}

if (boxes.length > 0) {
  all.hidden = false;
  all.addEventListener("change", () => {
    tickRange(boxes[0], boxes.at(-1), all.checked);
    count();
  });
  form.addEventListener("click", (event) => {
    if (!boxes.includes(event.target)) {
      return;
    }
    if (event.shiftKey && last) {
      tickRange(last, event.target, event.target.checked);
    }
    last = event.target;
    count();
  });
  form.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && boxes[boxes.indexOf(event.target) + step];
    if (boxes.includes(event.target) && next) {
      event.preventDefault();
      next.focus();
    }
  });
  count();
}
