// The form of a listing: what makes it quicker. Without this file every field and button works.

import { combobox } from "./combobox.js";
import { keepDraft } from "./listing_draft.js";
import { position } from "./listing_position.js";
import { themes } from "./listing_themes.js";

for (const form of document.querySelectorAll("[data-listing-form]")) {
  for (const input of form.querySelectorAll("[data-combobox]")) combobox(input);
  for (const block of form.querySelectorAll("[data-site-block]")) position(block, form);
  themes(form.querySelector("[data-themes]"));
  if (form.dataset.draft) keepDraft(form);
}
