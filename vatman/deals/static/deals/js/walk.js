/* Keys of the board: j k h l and arrows walk, Shift+arrows or [ ] carry, Enter opens, e does the step, m asks where to. */
import { board, cardOf, choose, columns, idOf, move, refresh } from "deals/sheet.js";

const menu = document.getElementById("move-menu");
const chosen = () => board()?.querySelector('.card[aria-current="true"]');
const busy = (event) => event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog, [popover], [contenteditable]");
const piles = () => columns().filter((col) => col.querySelector(".card"));

function walk(down, right) {
  const now = chosen();
  if (!now) return choose(board().querySelector(".card"));
  const col = now.closest(".col");
  const cards = [...col.querySelectorAll(".card")];
  const row = cards.indexOf(now);
  if (!right) return choose(cards[Math.min(cards.length - 1, Math.max(0, row + down))]);
  const all = piles();
  const next = all[all.indexOf(col) + right];
  const there = next && [...next.querySelectorAll(".card")];
  if (there) choose(there[Math.min(row, there.length - 1)]);
}

function carry(by) {
  const card = chosen();
  if (!card || !board().hasAttribute("data-movable")) return;
  const all = columns();
  const next = all[all.indexOf(card.closest(".col")) + by];
  if (next) move(card, next.dataset.stage);
}

async function done(card) {
  if (!card?.dataset.step) return;
  await window.htmx.ajax("POST", `/tasks/${card.dataset.step}/completion`, { source: card, target: "#dialog", swap: "innerHTML" });
  refresh([idOf(card)]);
}

const KEYS = {
  KeyJ: () => walk(1, 0), ArrowDown: () => walk(1, 0), KeyK: () => walk(-1, 0), ArrowUp: () => walk(-1, 0),
  KeyH: () => walk(0, -1), ArrowLeft: () => walk(0, -1), KeyL: () => walk(0, 1), ArrowRight: () => walk(0, 1),
  BracketLeft: () => carry(-1), BracketRight: () => carry(1), "Shift+ArrowLeft": () => carry(-1), "Shift+ArrowRight": () => carry(1),
  KeyE: () => done(chosen()), KeyM: () => ask(chosen()), Enter: () => chosen()?.querySelector("a").click(),
};

document.addEventListener("keydown", (event) => {
  if (!board() || busy(event) || event.defaultPrevented) return;
  if (event.code === "Enter" && event.target.closest("a, button")) return;
  const act = KEYS[(event.shiftKey ? "Shift+" : "") + event.code];
  if (!act || (!chosen() && !event.code.startsWith("Arrow") && !"KeyJ KeyK KeyH KeyL".includes(event.code))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  act();
}, true);

/* «Переместить»: the same move by a menu, for a finger and for those who carry nothing. */
let about = null;
export function ask(card) {
  if (!card || !board().hasAttribute("data-movable")) return;
  about = idOf(card);
  menu.querySelectorAll("[data-to]").forEach((button) => { button.disabled = button.dataset.to === card.dataset.s; });
  menu.showPopover();
  const { left, bottom } = card.getBoundingClientRect();
  menu.style.inset = `${Math.min(bottom - 30, innerHeight - menu.offsetHeight - 12)}px auto auto ${Math.max(8, Math.min(left + 20, innerWidth - menu.offsetWidth - 8))}px`;
  menu.querySelector("button:not(:disabled)")?.focus();
}
menu.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-to]");
  const card = about && cardOf(about);
  menu.hidePopover();
  if (button && card) move(card, button.dataset.to);
});
document.addEventListener("click", (event) => {
  const dots = event.target.closest("#board .dots");
  if (dots) { choose(dots.closest(".card")); ask(dots.closest(".card")); }
});
document.addEventListener("contextmenu", (event) => {
  const card = event.target.closest("#board .card");
  if (card && board().hasAttribute("data-movable") && matchMedia("(hover: hover)").matches) { event.preventDefault(); choose(card); ask(card); }
});
