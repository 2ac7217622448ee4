/* The board as it stands in the page, and how a card is asked to move. */
export const board = () => document.getElementById("board");
export const columns = () => [...board().querySelectorAll(".col")];
export const cardOf = (id) => document.querySelector(`#sheet #deal-${id}`);
export const idOf = (card) => card.id.slice(5);
export const query = () => board().dataset.query;

export function choose(card) {
  board().querySelectorAll('[aria-current="true"]').forEach((other) => other.removeAttribute("aria-current"));
  if (!card) return;
  card.setAttribute("aria-current", "true");
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/* The answer lands in #arrivals, where place.js takes the cards from. */
export function move(card, stage) {
  if (!stage || stage === card.dataset.s) return;
  card.classList.add("busy");
  const values = { board: 1, stage, was: card.dataset.s };
  return window.htmx.ajax("POST", `/deals/${idOf(card)}/moves?${query()}`, { source: board(), target: "#arrivals", swap: "innerHTML", values });
}

/* The cards of these deals once more, as the server has them now. */
export function refresh(ids) {
  if (ids.length) window.htmx.ajax("GET", `${board().dataset.changes}?ids=${ids.join(",")}&${query()}`, { source: board(), target: "#arrivals", swap: "innerHTML" });
}
