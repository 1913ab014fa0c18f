// Asks before a page is left while something typed in its form is not saved.

/** Ask before leaving; a page with ``data-unsaved`` came back with what was not taken. */
export function keepFromLeaving(form) {
  const boxes = [...form.querySelectorAll("input, textarea")];
  let sending = false;
  const refused = document.querySelector("[data-unsaved]") !== null;
  const isTyped = () => refused || boxes.some((box) => box.value !== box.defaultValue);
  form.addEventListener("submit", () => (sending = true));
  window.addEventListener("beforeunload", (event) => {
    if (!sending && isTyped()) event.preventDefault();
  });
  // A page that comes back from the memory of the browser can be left again.
  window.addEventListener("pageshow", () => (sending = false));
}
