/* data-autosubmit: a change sends the form. data-draft="key": what is typed survives a reload until it is sent. */
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form) form.requestSubmit();
});

const key = (field) => `draft:${document.body.dataset.member}:${field.dataset.draft}`;
const restore = (root) => root.querySelectorAll?.("[data-draft]").forEach((field) => { if (!field.value) field.value = localStorage.getItem(key(field)) || ""; });

document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-draft]");
  if (field) field.value ? localStorage.setItem(key(field), field.value) : localStorage.removeItem(key(field));
});
document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (!ctx.response?.raw?.ok || ctx.request.method === "GET") return;
  ctx.sourceElement.querySelectorAll?.("[data-draft]").forEach((field) => { localStorage.removeItem(key(field)); field.value = ""; });
});
document.addEventListener("htmx:after:swap", (event) => restore(event.target));
restore(document);

/* data-drop: files dragged onto the element land in its file input. */
document.addEventListener("dragover", (event) => { const zone = event.target.closest("[data-drop]"); if (zone) { event.preventDefault(); zone.classList.add("over"); } });
document.addEventListener("dragleave", (event) => event.target.closest?.("[data-drop]")?.classList.remove("over"));

/* A plain refusal of the server where no form draws it itself. */
addEventListener("offline", () => document.documentElement.classList.add("is-offline"));
addEventListener("online", () => document.documentElement.classList.remove("is-offline"));

/* data-when: choosing a preset forgets the day typed, typing a day forgets the preset; data-send sends at once. */
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-when]");
  if (!form) return;
  if (target.name === "preset") {
    form.elements.day.value = form.elements.hour.value = "";
    if ("send" in form.dataset) form.requestSubmit();
  } else if (["day", "hour"].includes(target.name)) [...form.querySelectorAll("[name=preset]")].forEach((radio) => { radio.checked = radio.value === ""; });
});

/* data-enter: Enter sends what is mostly one line, Shift+Enter begins another. */
document.addEventListener("keydown", (event) => {
  if (event.code !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing || !event.target.matches("[data-enter]")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
