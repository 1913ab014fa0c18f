// The form of a proposal: the hours are previewed by the address that its author may use.

for (const form of document.querySelectorAll("[data-listing-form]")) {
  for (const hours of form.querySelectorAll("[data-hours]")) {
    hours.dataset.preview = `${form.getAttribute("action")}/horaires`;
  }
}
import("./hours_grid.js");
