// The form of a funding file: lines come and go in place, and what the rules say follows the typing.
// Without this file every button works through the server.

import { combobox } from "./combobox.js";
import { keepDraft } from "./listing_draft.js";
import { lines } from "./dossier_form_lines.js";
import { result } from "./dossier_form_result.js";

for (const form of document.querySelectorAll("[data-dossier-form]")) {
  for (const input of form.querySelectorAll("[data-combobox]")) combobox(input);
  lines(form, result(form));
  keepDraft(form);
}
