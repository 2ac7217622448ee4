/* Mouse and finger: a card is carried to another column; a finger first rests on it, so that scrolling stays scrolling. */
import Sortable from "sortablejs";
import { board, idOf, move, refresh } from "deals/sheet.js";

const edge = matchMedia("(max-width: 700px)").matches ? { scrollSensitivity: 48, scrollSpeed: 6 } : { scrollSensitivity: 80 };
let asked = null; // the card whose move waits for its reason in the window

function watch() {
  if (!board()?.hasAttribute("data-movable")) return;
  board().querySelectorAll(".cards").forEach((pile) => {
    if (Sortable.get(pile)) return;
    new Sortable(pile, {
      group: "board", draggable: ".card", sort: false, animation: 120, delay: 220, delayOnTouchOnly: true, touchStartThreshold: 6,
      scroll: true, bubbleScroll: true, ...edge, forceFallback: true, fallbackOnBody: true, fallbackTolerance: 5,
      onStart: ({ from }) => { board().classList.add("carrying"); from.closest(".col").classList.add("from"); },
      onEnd: ({ item, from, to }) => {
        board().classList.remove("carrying");
        from.closest(".col").classList.remove("from");
        carried(item, to.closest(".col").dataset.stage);
      },
    });
  });
}

/* A finger that rests on a card takes it; the browser's own menu of its link would let it fall. */
document.addEventListener("contextmenu", (event) => {
  if (event.pointerType === "touch" && event.target.closest(".board[data-movable] .card")) event.preventDefault();
});

function carried(card, stage) {
  if (stage === card.dataset.s) return;
  asked = idOf(card);
  move(card, stage);
}

/* A refused move or a closed window: the card goes back where the server has it. */
const back = () => { if (asked) { refresh([asked]); asked = null; } };
document.getElementById("dialog").addEventListener("close", back);
document.addEventListener("htmx:response:error", back);
document.addEventListener("htmx:error", back);
document.addEventListener("close-window", () => { asked = null; });
document.addEventListener("htmx:after:swap", watch);

/* A drag that ends over a link is no click. */
document.addEventListener("click", (event) => { if (event.target.closest(".card.busy")) event.preventDefault(); }, true);
watch();

/* Those who may settle it drag a column by its head; the order is the pipeline's. */
function order() {
  const sheet = board();
  if (!sheet?.dataset.order || Sortable.get(sheet) || matchMedia("(hover: none)").matches) return;
  new Sortable(sheet, {
    draggable: ".col", handle: ".col > header", filter: ".pencil", preventOnFilter: false, animation: 120,
    onEnd: ({ oldIndex, newIndex }) => {
      if (oldIndex === newIndex) return;
      const keys = [...sheet.querySelectorAll(".col")].map((col) => col.dataset.stage).join(",");
      window.htmx.ajax("POST", sheet.dataset.order, { source: sheet, swap: "none", values: { order: keys } });
    },
  });
}
document.addEventListener("htmx:after:swap", order);
order();
