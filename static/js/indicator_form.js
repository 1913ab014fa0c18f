// Says, below each list whose lines share a total, how much of it they make.

import { keepFromLeaving } from "./unsaved.js";

const number = new Intl.NumberFormat("fr-FR");

function figure(box) {
  const typed = box.value.replace(/\s/gu, "");
  return /^\d+$/u.test(typed) ? Number(typed) : null;
}

function words(counted, total) {
  if (counted === 0 || total === null) {
    return "";
  }
  const more = counted - total;
  const shared = `Réparti : ${number.format(counted)} sur ${number.format(total)}`;
  return more > 0 ? `${shared}, soit ${number.format(more)} de trop` : shared;
}

for (const list of document.querySelectorAll("[data-total]")) {
  const total = document.getElementById(list.dataset.total);
  const boxes = [...list.querySelectorAll("input")];
  const left = list.querySelector(".figure-left");
  const tell = () => {
    const counted = boxes.reduce((sum, box) => sum + (figure(box) ?? 0), 0);
    left.textContent = words(counted, figure(total));
  };
  for (const box of [total, ...boxes]) {
    box.addEventListener("change", tell);
  }
  tell();
}

const form = document.querySelector(".figure-form");
if (form) {
  keepFromLeaving(form);
}
