// Lets people see the password that they type, and hides it again before it is sent.

for (const holder of document.querySelectorAll("[data-password]")) {
  const input = holder.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button-quiet button-small show-password";
  const turn = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? "Masquer" : "Afficher";
    button.setAttribute("aria-label", `${button.textContent} : ${holder.querySelector("label").textContent}`);
  };
  button.addEventListener("click", () => turn(input.type === "password"));
  input.form.addEventListener("submit", () => turn(false));
  turn(false);
  holder.append(button);
}
