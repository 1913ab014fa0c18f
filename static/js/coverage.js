// The coverage page: suggestions of communes, how far a long computation is, and the map. Without
// this file everything is said by the table and the forms.

import { combobox } from "./combobox.js";
import { follow } from "./coverage_progress.js";

for (const input of document.querySelectorAll("[data-combobox]")) combobox(input);
for (const box of document.querySelectorAll("[data-progress]")) follow(box);

const panel = document.querySelector("[data-coverage-map]");
if (panel) {
  import("./coverage_map.js")
    .then(({ openMap }) => openMap(panel))
    .catch(() => {
      panel.textContent = panel.dataset.failed;
      panel.classList.add("notice");
    });
}
