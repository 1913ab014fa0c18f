// Adds a button that copies, beside a text that could only be selected.

for (const text of document.querySelectorAll("[data-copied]")) {
  // Browsers give the clipboard to pages over https only.
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "button-quiet button-small";
  button.textContent = "Copier le lien";
  button.setAttribute("aria-label", `Copier le lien : ${text.dataset.copied}`);
  said.className = "quiet";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = "Lien copié.";
    } catch {
      said.textContent = "Le lien n’a pas pu être copié : sélectionnez-le.";
    }
  });
  const line = document.createElement("p");
  line.className = "cluster";
  line.append(button, said);
  text.after(line);
}
