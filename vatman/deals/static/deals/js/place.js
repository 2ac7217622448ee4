/* Cards that arrive are put where they belong: into their column, in its order. */
import { cardOf } from "deals/sheet.js";

const arrivals = document.getElementById("arrivals");

function put(card) {
  const old = cardOf(card.id.slice(5));
  const pile = document.querySelector(`#col-${card.dataset.s} .cards`);
  if (old?.getAttribute("aria-current")) card.setAttribute("aria-current", "true");
  if (!pile || pile.querySelector(".unfold")) { card.remove(); old?.remove(); return; }
  old?.remove();
  const later = [...pile.querySelectorAll(".card")].find((other) => isAfter(other, card));
  pile.insertBefore(card, later || pile.querySelector(".more"));
  if (card.getAttribute("aria-current")) card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/* Equal moments stand in the order of their numbers, newest first where the newest lead. */
function isAfter(other, card) {
  const [late, early] = [Number(other.dataset.at), Number(card.dataset.at)];
  const [greater, less] = [Number(other.id.slice(5)), Number(card.id.slice(5))];
  return late > early || (late === early && (early < 0 ? greater < less : greater > less));
}

export function settle() {
  arrivals.querySelectorAll("[data-gone]").forEach((gone) => cardOf(gone.dataset.gone)?.remove());
  [...arrivals.querySelectorAll(".card")].forEach(put);
  arrivals.replaceChildren();
}

document.addEventListener("htmx:after:swap", () => {
  if (arrivals.childElementCount) settle();
  twice();
});

/* A page of a column read while its order changed may bring a card a second time. */
function twice() {
  const seen = new Set();
  document.querySelectorAll("#sheet .card").forEach((card) => (seen.has(card.id) ? card.remove() : seen.add(card.id)));
}
