/* A day in a field reads as everywhere else («16 дек»), whatever the browser's own language; touched, it is the browser's field again. */
const years = new Date().getFullYear();
const words = (value) => {
  if (!value) return "—";
  const day = new Date(`${value}T12:00`);
  const year = day.getFullYear() === years ? {} : { year: "numeric" };
  const parts = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", ...year }).formatToParts(day);
  return ["day", "month", "year"].map((kind) => parts.find(({ type }) => type === kind)?.value.slice(0, kind === "month" ? 3 : 4)).filter(Boolean).join(" ");
};
const show = (field) => { field.dataset.shown = words(field.value); };
const all = (root) => root.querySelectorAll?.("input[type=date]").forEach(show);

document.addEventListener("input", ({ target }) => { if (target.matches("input[type=date]")) show(target); });
document.addEventListener("htmx:after:settle", () => all(document));
all(document);
