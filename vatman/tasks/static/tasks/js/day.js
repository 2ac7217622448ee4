/* My day is gone through from top to bottom: the first row is chosen, and after one is done the next is. */
import { choose } from "ui/rows.js";

const rows = () => [...document.querySelectorAll("#day [data-row]")];
let at = 0;

document.addEventListener("htmx:after:settle", () => {
  const all = rows();
  if (all.length && !all.some((row) => row.getAttribute("aria-current") === "true")) choose(all[Math.min(at, all.length - 1)]);
});
document.addEventListener("click", (event) => {
  const row = event.target.closest("#day [data-row]");
  if (row) { choose(row); at = rows().indexOf(row); }
}, true);
document.addEventListener("keydown", () => { at = Math.max(0, rows().findIndex((row) => row.getAttribute("aria-current") === "true")); }, true);
if (rows().length && matchMedia("(hover: hover)").matches) choose(rows()[0]);
