/* Words that come and go. The server says them by HX-Trigger: {"toast": {"text", "tone", "undo": url, "undo_text"}}. */
const tray = document.getElementById("toasts");
const STAY = 7000;

export function toast({ text, tone = "", url = "", undo = "", undo_text = "" }) {
  const box = document.createElement("div");
  box.className = `toast ${tone}`;
  box.append(Object.assign(document.createElement(url ? "a" : "span"), { textContent: text, ...(url && { href: url }) }));
  if (undo) box.append(undoButton(undo, undo_text, box));
  tray.append(box);
  tray.showPopover?.();
  setTimeout(() => remove(box), undo ? STAY * 1.5 : STAY);
}

function undoButton(url, words, box) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  button.addEventListener("click", () => { window.htmx.ajax("POST", url, { swap: "none", source: document.body }); remove(box); });
  return button;
}

function remove(box) {
  box.remove();
  if (!tray.childElementCount) tray.hidePopover?.();
}

document.addEventListener("toast", (event) => toast(event.detail));
if (tray?.childElementCount) { tray.showPopover?.(); [...tray.children].forEach((box) => setTimeout(() => remove(box), STAY)); }

/* What no form draws by itself: the server refused without words, broke, or could not be reached. */
document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  const { status, headers } = ctx.response.raw;
  if (status === 422 || headers.get("HX-Trigger")) return;
  toast({ text: status >= 500 ? document.body.dataset.broken : document.body.dataset.refused, tone: "bad" });
});
document.addEventListener("htmx:error", ({ detail: { ctx } }) => { if (!ctx?.response) toast({ text: document.body.dataset.unreachable, tone: "bad" }); });
