// "Quitter vite": hides the page at once and leaves it without a trace in the history of the tab.
// Without this script the link does the same, less the history. Three presses of Shift leave as well.

const PRESSES = 3;
const LONGEST = 5000;

const link = document.querySelector("[data-quick-exit]");
const status = document.querySelector("[data-quick-exit-status]");
let presses = 0;
let timer = 0;

function leave() {
  document.documentElement.classList.add("leaving");
  document.title = "…";
  status.textContent = link.dataset.leaving;
  location.replace(link.href);
}

function forget() {
  presses = 0;
  clearTimeout(timer);
}

function stop() {
  if (presses > 0) status.textContent = link.dataset.stopped;
  forget();
}

function count(event) {
  if (event.key !== "Shift" || event.repeat) {
    forget();
    return;
  }
  presses += 1;
  clearTimeout(timer);
  timer = setTimeout(stop, LONGEST);
  if (presses === PRESSES) leave();
  else status.textContent = presses === 1 ? link.dataset.twoMore : link.dataset.oneMore;
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
addEventListener("keydown", count);
// The page can come back from the memory of the browser: it must be legible again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
document.querySelector(".quick-exit-key").hidden = false;
