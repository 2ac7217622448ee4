/* What colleagues do appears here by itself; a page left and come back to stands where it stood. */
import { board, cardOf, choose, idOf, query, refresh } from "deals/sheet.js";

const touched = new Set();
let waiting = 0;
const MANY = 40;

function hear({ detail }) {
  if (detail.reload) return location.reload();
  touched.add(detail.id ?? detail.subject?.[1]);
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const ids = [...touched].filter(Boolean);
    touched.clear();
    ids.length > MANY ? location.reload() : refresh(ids);
  }, 150);
}
/* The sheet is swapped by a search: the ear is put on whatever board stands there. */
const listen = () => { if (board() && !board().dataset.heard) { board().dataset.heard = "1"; board().addEventListener("live", hear); } };
document.addEventListener("htmx:after:swap", listen);
listen();

/* A folded column is unfolded by its own button; it then is as wide as the others. */
document.addEventListener("click", (event) => event.target.closest(".unfold")?.closest(".col").classList.add("open"));

/* Where the reader was: how far each column was read, what was chosen, how far the sheet was pushed. */
const KEY = "board-place";
addEventListener("pagehide", () => {
  if (!board()) return;
  const read = [...board().querySelectorAll(".col")].map((col) => [col.dataset.stage, col.querySelectorAll(".card").length]);
  const chosen = board().querySelector('[aria-current="true"]');
  sessionStorage.setItem(KEY, JSON.stringify({ query: query(), read, chosen: chosen && idOf(chosen), x: board().scrollLeft, y: board().scrollTop, page: scrollY }));
});

async function stand() {
  const came = performance.getEntriesByType("navigation")[0]?.type === "back_forward" || location.hash.startsWith("#deal-");
  const place = JSON.parse(sessionStorage.getItem(KEY) || "null");
  if (!came || !place || place.query !== query()) return;
  await Promise.all(place.read.filter(([, count]) => count > 25).map(([stage, count]) => {
    const url = board().dataset.columns.replace("/0", `/${stage}`);
    return window.htmx.ajax("GET", `${url}?n=${count}&${query()}`, { target: `#col-${stage} .cards`, swap: "innerHTML" });
  }));
  board().scrollTo(place.x, place.y);
  scrollTo(0, place.page);
  choose(cardOf(location.hash.slice(6) || place.chosen));
}
stand();
