/* Lines of an order: sums while typing, and one more empty line once the last is begun. */
const number = (field) => Number(field.value.replace(/\s/g, "").replace(",", ".")) || 0;
const said = (value) => (value ? value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 }) : "");

function count(table) {
  let total = 0;
  table.querySelectorAll("tbody tr").forEach((row) => {
    const [what, quantity, price] = row.querySelectorAll("input");
    const sum = Math.round((quantity.value.trim() ? number(quantity) : 1) * number(price) * 100) / 100;
    row.querySelector("output").value = what.value || price.value ? said(sum) : "";
    total += sum;
  });
  table.querySelector("[data-total]").value = said(total);
}

function grow(table) {
  const last = table.tBodies[0].lastElementChild;
  if (![...last.querySelectorAll("input")].some((field) => field.value)) return;
  const fresh = last.cloneNode(true);
  fresh.querySelectorAll("input").forEach((field) => { field.value = ""; field.removeAttribute("autofocus"); });
  fresh.querySelector("output").value = "";
  last.after(fresh);
}

document.addEventListener("input", (event) => {
  const table = event.target.closest("[data-lines]");
  if (table) { count(table); grow(table); }
});
document.addEventListener("change", (event) => {
  const table = event.target.closest("[data-rows-grow]");
  const last = table?.tBodies[0].lastElementChild;
  if (!last?.querySelector("select").value) return;
  const fresh = last.cloneNode(true);
  fresh.querySelectorAll("select, input").forEach((field) => { field.value = field.name === "role" ? field.value : ""; });
  last.after(fresh);
});
document.addEventListener("htmx:after:swap", () => document.querySelectorAll("dialog [data-lines]").forEach(count));
