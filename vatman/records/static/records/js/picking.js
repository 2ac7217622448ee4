/* Rows of a list are ticked one by one, by Shift a whole range, by x the chosen one, or all that the filter finds.
   After a change of many, and after its undo, the list is drawn anew. */
import { choose } from "ui/rows.js";

const bar = () => document.getElementById("picked");
const ticks = () => [...document.querySelectorAll("#sheet td.tick input")];
const ticked = () => ticks().filter((one) => one.checked);
let last = null;

function show() {
  const form = bar();
  if (!form) return;
  const chosen = ticked(), all = form.elements.all.value === "1";
  form.hidden = !chosen.length && !all;
  form.elements.ids.value = chosen.map((one) => one.value).join(",");
  const words = form.querySelector("strong");
  words.dataset.some ??= words.innerHTML;
  words.innerHTML = all ? words.dataset.all : words.dataset.some;
  if (!all) words.querySelector("[data-count]").textContent = chosen.length;
  form.querySelector("[data-pick-all]").ariaPressed = String(all);
  form.querySelector("[data-pick-all]").hidden = all;
  const head = document.querySelector("#sheet th.tick input");
  if (head) { head.checked = chosen.length > 0 && chosen.length === ticks().length; head.indeterminate = chosen.length > 0 && !head.checked; }
}

function every(on) {
  ticks().forEach((one) => { one.checked = on; });
  bar().elements.all.value = "";
  show();
}

document.addEventListener("click", (event) => {
  const { target } = event;
  if (target.matches?.("#sheet td.tick input")) {
    const list = ticks(), from = list.indexOf(last), to = list.indexOf(target);
    if (event.shiftKey && from >= 0) list.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((one) => { one.checked = target.checked; });
    last = target;
    if (event.detail) { choose(target.closest("tr")); target.blur(); }  // by mouse: the keys of the list go on from here
    bar().elements.all.value = "";
    show();
  } else if (target.matches?.("#sheet th.tick input")) every(target.checked);
  else if (target.closest?.("[data-unpick]")) every(false);
  else if (target.closest?.("[data-pick-all]")) { every(true); bar().elements.all.value = "1"; show(); }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]") || !bar()) return;
  if (event.code === "KeyX") document.querySelector('#sheet [aria-current="true"] td.tick input')?.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: event.shiftKey }));
  else if (event.code === "Escape" && !bar().hidden) every(false);
});

/* Rows that come as one scrolls are ticked with all the others. */
document.addEventListener("htmx:after:swap", () => {
  if (!bar()) return;
  if (bar().elements.all.value === "1") ticks().forEach((one) => { one.checked = true; });
  show();
});

const anew = () => { if (document.getElementById("sheet") && bar()) window.htmx.ajax("GET", location.pathname + location.search, { source: "#sheet", target: "#sheet", swap: "innerHTML" }); };
document.addEventListener("bulk-done", anew);
document.addEventListener("undone", anew);
show();
