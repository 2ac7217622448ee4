/* The page of a deal: arrows to its neighbours, back to where it was opened. */
const busy = (event) => event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.target.closest("input, textarea, select, dialog, [popover], [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (busy(event) || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const link = document.querySelector(`[data-arrow="${event.code}"]`);
  if (link) { event.preventDefault(); link.click(); }
});

/* Opened from the board or the list: back is back, so that the place read is kept. */
document.addEventListener("click", (event) => {
  const back = event.target.closest("[data-back]");
  const from = document.referrer && new URL(document.referrer);
  if (!back || !from || from.origin !== location.origin || from.pathname !== new URL(back.href).pathname || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  history.back();
});

/* On the phone the ruler is longer than the screen: the present stage is brought into sight. */
const now = document.querySelector(".ruler .now");
if (now) now.parentElement.scrollLeft = now.offsetLeft - 60;
