// How far a computation is. Any process that is asked works on it: the address says the whole question.

const EVERY_MS = 1000;

/** Ask until the computation is over, then show the page anew, or offer to. */
export function follow(box) {
  const bar = box.querySelector("progress");
  const said = box.querySelector("[data-progress-status]");
  const link = box.querySelector("[data-progress-link]");
  link.hidden = true;

  async function look() {
    const answer = await fetch(box.dataset.progress, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const { fini, fait, total } = await answer.json();
    if (fini) return finish();
    if (total) {
      bar.max = total;
      bar.value = fait;
    }
    setTimeout(tryToLook, EVERY_MS);
  }

  function finish() {
    if ("reload" in box.dataset) return location.reload();
    bar.max = bar.value = 1;
    said.textContent = "C’est prêt.";
    link.textContent = link.dataset.progressLink;
    link.hidden = false;
  }

  async function tryToLook() {
    try {
      await look();
    } catch {
      // The link still shows what there is.
      link.hidden = false;
    }
  }

  tryToLook();
}
