// The search form: suggestions of communes, and «autour de moi».

import { combobox } from "./combobox.js";
import { locate } from "./locate.js";

for (const input of document.querySelectorAll("[data-combobox]")) combobox(input);
for (const button of document.querySelectorAll("[data-locate]")) locate(button);
