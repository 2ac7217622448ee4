/* data-copy="text": the button puts it on the clipboard and says so; without a clipboard the line beside it is selected. */
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const line = button.parentElement.querySelector("input");
  line?.select();
  try { await navigator.clipboard.writeText(button.dataset.copy); } catch { if (!document.execCommand("copy")) return; }
  (button.querySelector("span") || button).textContent = button.dataset.copied;
});
