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

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.code === "Escape") return document.activeElement?.matches?.("input, textarea") && document.activeElement.blur();
  if (typing(event.target)) return;
  const target = wanted(chord(event));
  if (!target) return;
  event.preventDefault();
  if (typing(target)) { target.focus(); target.select?.(); } else target.click();
});

/* Ctrl+Enter sends the form one is typing in. */
document.addEventListener("keydown", (event) => {
  if (event.code === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form")?.requestSubmit();
});
