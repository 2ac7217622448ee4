/* data-rows: a list one walks with j/k or arrows; Enter opens the chosen row's link, other keys press its own data-key buttons. */
const list = () => document.querySelector("[data-rows]");
const rows = () => [...document.querySelectorAll("[data-rows] [data-row], [data-rows] ~ * [data-row]")];
const busy = (event) => event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog, [contenteditable]");

export function choose(row) {
  rows().forEach((each) => each.setAttribute("aria-current", String(each === row)));
  row?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (busy(event) || !list()) return;
  const step = { KeyJ: 1, ArrowDown: 1, KeyK: -1, ArrowUp: -1 }[event.code];
  const all = rows();
  const at = all.findIndex((row) => row.getAttribute("aria-current") === "true");
  if (step && all.length) {
    choose(all[Math.min(all.length - 1, Math.max(0, at + step))]);
    event.preventDefault();
  } else if (event.code === "Enter" && at >= 0 && !event.target.closest("a, button")) {
    (all[at].matches("a") ? all[at] : all[at].querySelector("a[href]"))?.click();
  }
});
