/* A day or an hour in a field reads as everywhere else («16 дек», «17:00»), whatever the browser's own language; touched, it is the browser's field again. */
const years = new Date().getFullYear();
const words = (value) => {
  if (!value) return "—";
  const day = new Date(`${value}T12:00`);
  const year = day.getFullYear() === years ? {} : { year: "numeric" };
  const parts = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", ...year }).formatToParts(day);
  return ["day", "month", "year"].map((kind) => parts.find(({ type }) => type === kind)?.value.slice(0, kind === "month" ? 3 : 4)).filter(Boolean).join(" ");
};
const FIELDS = "input[type=date], input[type=time]";
const show = (field) => { field.dataset.shown = field.type === "time" ? field.value.slice(0, 5) || "—" : words(field.value); };
const all = (root) => root.querySelectorAll?.(FIELDS).forEach(show);

document.addEventListener("input", ({ target }) => { if (target.matches(FIELDS)) show(target); });
document.addEventListener("htmx:after:settle", () => all(document));
all(document);
