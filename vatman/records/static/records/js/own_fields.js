/* Fields and their choices in a new order: dragged by the grip, or lifted a place by a press. The order of fields is sent at once. */
import Sortable from "sortablejs";

function send(list) {
  if (!list.dataset.order) return;
  const field = [...list.querySelectorAll("[data-field]")].map((row) => row.dataset.field);
  window.htmx.ajax("POST", list.dataset.order, { source: list, swap: "none", values: { field } });
}

function prepare() {
  document.querySelectorAll("[data-order], [data-lines]").forEach((list) => {
    if (!Sortable.get(list)) new Sortable(list, { animation: 120, handle: ".grip", filter: "[data-line]", onEnd: () => send(list) });
  });
}

document.addEventListener("htmx:after:swap", prepare);
document.addEventListener("click", (event) => {
  const line = event.target.closest("[data-up]")?.closest("li");
  if (!line?.previousElementSibling) return;
  line.parentElement.insertBefore(line, line.previousElementSibling);
  line.querySelector("[data-up]").focus();
  send(line.parentElement);
});

/* The last line of choices is always an empty one to write in. */
document.addEventListener("input", ({ target }) => {
  const last = target.closest("[data-line]");
  if (!last || last.nextElementSibling || !target.value) return;
  const next = last.cloneNode(true);
  next.querySelector("[name=choice]").value = "";
  last.after(next);
});
prepare();
