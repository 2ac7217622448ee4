/* Cards that arrive are put where they belong: into their column, in its order. */
import { cardOf } from "deals/sheet.js";

const arrivals = document.getElementById("arrivals");

function put(card) {
  const old = cardOf(card.id.slice(5));
  const pile = document.querySelector(`#col-${card.dataset.s} .cards`);
  if (old?.getAttribute("aria-selected")) card.setAttribute("aria-selected", "true");
  if (!pile || pile.querySelector(".unfold")) { card.remove(); old?.remove(); return; }
  old?.remove();
  const later = [...pile.querySelectorAll(".card")].find((other) => Number(other.dataset.at) > Number(card.dataset.at));
  pile.insertBefore(card, later || pile.querySelector(".more"));
  if (card.getAttribute("aria-selected")) card.scrollIntoView({ block: "nearest", inline: "nearest" });
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
