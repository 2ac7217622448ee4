/* Ways to reach: copying, chats that open and are remembered. Choosing a card among those found. */
import { toast } from "ui/toast.js";

document.addEventListener("click", async (event) => {
  const copier = event.target.closest?.("[data-copy]");
  if (!copier) return;
  await navigator.clipboard.writeText(copier.dataset.copy);
  toast({ text: `✓ ${copier.dataset.copy}` });
});

/* htmx keeps a link from being followed; the chat must open all the same. */
document.addEventListener("click", (event) => {
  const chat = event.target.closest?.("[data-chat]");
  if (chat) open(chat.href, "_blank", "noopener");
});

document.addEventListener("click", (event) => {
  const option = event.target.closest?.("[data-choose]");
  if (!option) return;
  const form = option.closest("form");
  form.elements.chosen.value = option.dataset.choose;
  form.elements.name.value = option.dataset.name;
  option.parentElement.replaceChildren();
  form.elements.position?.focus();
});
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-choosing]");
  if (form && event.target.name === "name") form.elements.chosen.value = "";
});
