/* The one window: what is loaded into #dialog opens it; nothing left in it closes it. */
const dialog = document.getElementById("dialog");

if (dialog) {
  new MutationObserver(() => {
    if (dialog.childElementCount && !dialog.open) {
      document.querySelectorAll("[popover]:popover-open:not(#toasts)").forEach((menu) => menu.hidePopover());
      dialog.showModal();
    }
    if (!dialog.childElementCount && dialog.open) dialog.close();
  }).observe(dialog, { childList: true });
  dialog.addEventListener("close", () => dialog.replaceChildren());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
}
document.addEventListener("close-window", () => dialog?.close());

/* data-dial: htmx keeps a link from being followed; a phone in the hand dials while the window opens. A computer does not:
   it would ask which program to call with, over the window. */
document.addEventListener("click", (event) => {
  const mail = event.target.closest?.("[data-mail]");
  if (mail) location.href = mail.href;
  const dial = event.target.closest?.("[data-dial]");
  if (dial && matchMedia("(pointer: coarse)").matches) location.href = dial.href;
});
