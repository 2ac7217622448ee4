/* Shortcuts by the physical key, so that a Russian layout works: data-key="KeyE", data-key="Shift+KeyN".
   The key presses a button, follows a link or focuses a field; the innermost open window has it first, then the page, then what stands around it. */
const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

const chord = (event) => `${event.shiftKey ? "Shift+" : ""}${event.code}`;

function wanted(code) {
  const scope = document.querySelector("dialog[open]") || document;
  const chosen = scope.querySelector(`[aria-current="true"] [data-key="${code}"]`);
  const free = [...scope.querySelectorAll(`[data-key="${code}"]`)].filter((element) => !element.closest("[aria-current=false]") && !element.disabled);
  return chosen || free.find((element) => element.closest("main")) || free[0];
}

/* A key may come sooner than htmx has taken up the page: pressed then, a button does nothing and a link leads away. */
const untaken = (element) => element.matches("[hx-get], [hx-post], [hx-delete]") && !element.hasAttribute("data-htmx-powered");

function press(target, patience = 80) {
  if (untaken(target) && patience) return setTimeout(() => press(target, patience - 1), 25);
  if (typing(target)) { target.focus(); target.select?.(); } else target.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.code === "Escape") return document.activeElement?.matches?.("input, textarea") && document.activeElement.blur();
  if (typing(event.target)) return;
  const target = wanted(chord(event));
  if (!target) return;
  event.preventDefault();
  press(target);
});

/* Ctrl+Enter sends the form one is typing in. */
document.addEventListener("keydown", (event) => {
  if (event.code === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form")?.requestSubmit();
});
