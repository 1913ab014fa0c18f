// What the tests of reflow and focus ask of a page; each answer names what is at fault.

const start = (each) => each.outerHTML.slice(0, 120);
const BESIDE = ".visually-hidden, .skip-link, .skip-map, .map-canvas, .pro-table";

/** What makes the page scroll sideways. Maps and tables scroll by themselves. */
function tooWide() {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const sticksOut = (each) => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > page.clientWidth + 1 || box.left < -1) && !each.closest(BESIDE);
  };
  const out = [...document.querySelectorAll("body *")].filter(sticksOut).slice(0, 5);
  return [`scrolls to ${page.scrollWidth}`, ...out.map(start)];
}

/** Letters cut by their own box, and things to press that lie over one another. */
function lost() {
  return [...cut(), ...overlapping()].slice(0, 8);
}

const shown = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(BESIDE);

function cut() {
  return [...document.querySelectorAll("body *")].filter((each) => {
    // A field scrolls with what is typed; a list that is open scrolls with what is chosen.
    if (!shown(each) || each.matches("svg, svg *, input")) return false;
    const { overflowX, overflowY } = getComputedStyle(each);
    const clips = [overflowX, overflowY].some((way) => ["hidden", "clip"].includes(way));
    const holds = each.scrollWidth <= each.clientWidth + 2 && each.scrollHeight <= each.clientHeight + 2;
    return (clips || each.matches("button, .button, summary")) && !holds;
  }).map((each) => `cut: ${start(each)}`);
}

function overlapping() {
  // Links in a sentence go from line to line: their boxes are not what is drawn.
  const inLine = (each) => getComputedStyle(each).display === "inline";
  const pressed = [...document.querySelectorAll("main :is(a, button, select, summary, input)")]
    .filter((each) => shown(each) && !inLine(each) && !each.closest(".combobox"));
  return pressed.flatMap((one, index) => pressed.slice(index + 1)
    .filter((other) => !one.contains(other) && meet(one, other))
    .map((other) => `over: ${start(one)} and ${start(other)}`));
}

function meet(one, other) {
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
}

/** What is wrong with how the focus shows: it, its label or its frame must look otherwise. */
function unmarked() {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return "nothing";
  const looks = () => [focused, ...(focused.labels ?? []), focused.parentElement].map(look).join();
  const covered = liesUnderTheWayOut(focused);
  const lit = looks();
  focused.blur();
  const dark = looks();
  focused.focus({ preventScroll: true, focusVisible: true });
  if (covered) return `covered: ${start(focused)}`;
  return lit === dark ? `not marked: ${start(focused)}` : "";
}

function look(each) {
  const style = getComputedStyle(each);
  const outlined = style.outlineStyle === "none" ? "" : style.outline;
  return [outlined, style.boxShadow, style.borderColor, style.backgroundColor].join();
}

function liesUnderTheWayOut(focused) {
  const box = focused.getBoundingClientRect();
  const across = box.left + box.width / 2;
  const seen = document.elementFromPoint(across, box.top + Math.min(box.height, innerHeight) / 2);
  return Boolean(seen?.closest(".quick-exit")) && !focused.closest(".quick-exit");
}

globalThis.reflow = { tooWide, lost, unmarked };
