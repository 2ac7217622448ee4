/* The window of columns: dragged by hand, or lifted a place by a press. Back from a deal stands on its row. */
import Sortable from "sortablejs";
import { choose } from "ui/rows.js";

document.addEventListener("htmx:after:swap", () => {
  const list = document.querySelector("[data-sort-columns]");
  if (list && !Sortable.get(list)) new Sortable(list, { animation: 120, handle: ".icon", filter: "button", preventOnFilter: false });
});
document.addEventListener("click", (event) => {
  const line = event.target.closest("[data-up]")?.closest("li");
  if (line?.previousElementSibling) { line.parentElement.insertBefore(line, line.previousElementSibling); line.querySelector("[data-up]").focus(); }
});

const row = document.getElementById(location.hash.replace("#deal-", "row-"));
if (row) choose(row);

document.addEventListener("change", ({ target }) => { if (target.matches("#filters [name=state]")) target.form.requestSubmit(); });
