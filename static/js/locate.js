// «Autour de moi»: the position is asked when the button is pressed, rounded to two decimals (about a
// kilometre) before it goes anywhere, and kept nowhere.

const DECIMALS = 2;
const PATIENCE = { enableHighAccuracy: false, timeout: 10000, maximumAge: 300000 };

/** Let a button send its form with a rounded position instead of a commune. */
export function locate(button) {
  if (!navigator.geolocation) return;
  const form = button.form;
  const said = form.querySelector("[data-locate-status]");
  const wrong = document.createElement("p");
  wrong.className = "field-error";
  wrong.setAttribute("role", "alert");
  button.hidden = false;

  function found({ coords }) {
    said.textContent = "";
    setHidden(form, "lat", coords.latitude);
    setHidden(form, "lon", coords.longitude);
    form.elements.lieu.disabled = true;
    form.requestSubmit();
    form.elements.lieu.disabled = false;
  }

  function failed() {
    said.textContent = "";
    wrong.textContent = button.dataset.failed;
    said.after(wrong);
  }

  button.addEventListener("click", () => {
    wrong.remove();
    said.textContent = button.dataset.searching;
    navigator.geolocation.getCurrentPosition(found, failed, PATIENCE);
  });
}

function setHidden(form, name, degrees) {
  const input = form.elements[name] ?? form.appendChild(document.createElement("input"));
  input.type = "hidden";
  input.name = name;
  input.value = degrees.toFixed(DECIMALS);
}
