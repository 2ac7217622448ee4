/* One stream per browser: the tab that holds the lock listens and tells the others.
   A page is woken by its own marks: data-live="deal:12 contact:*" receives the DOM event "live". */
import { toast } from "ui/toast.js";

const channel = new BroadcastChannel("vatman-live");
const names = (message) => [[message.thing, message.id], message.subject || []].flatMap(([thing, id]) => (thing ? [`${thing}:${id}`, `${thing}:*`] : []));
let waiting = 0;
let slept = performance.now();

function reload() {
  clearTimeout(waiting);
  waiting = setTimeout(() => document.querySelectorAll("[data-live]").forEach((element) => wake(element, { reload: true })), 300);
}

function wake(element, detail) {
  element.dispatchEvent(new CustomEvent("live", { detail, bubbles: false }));
}

/* data-calm: a whole list is asked again at most once a moment. */
const resting = new WeakMap();
function calm(element, message) {
  if (resting.has(element)) return resting.set(element, true);
  resting.set(element, false);
  wake(element, message);
  setTimeout(() => { const missed = resting.get(element); resting.delete(element); if (missed) calm(element, message); }, 1000);
}

function hear(message) {
  if (message.reload) return reload();
  if (message.notice) return notice(message);
  const wanted = names(message);
  document.querySelectorAll("[data-live]").forEach((element) => {
    if (element.dataset.live.split(" ").some((name) => wanted.includes(name))) "calm" in element.dataset ? calm(element, message) : wake(element, message);
  });
}

function notice({ notice: text, body, url }) {
  toast({ text: body ? `${text}: ${body}` : text, url });
}

/* What this very page has just done wakes it at once ("changed" of an answer); its echo from the log is not heard twice. */
const own = new Map();
const ECHO = 3000;
document.addEventListener("changed", ({ detail }) => { own.set(`${detail.thing}:${detail.id}`, performance.now()); hear(detail); });
const isEcho = ({ thing, id, by }) => String(by) === document.body.dataset.member && performance.now() - (own.get(`${thing}:${id}`) ?? -ECHO) < ECHO;

channel.onmessage = ({ data }) => isEcho(data) || hear(data);

function listen() {
  const source = new EventSource("/live");
  source.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    channel.postMessage(message);
    if (!isEcho(message)) hear(message);
  };
  return new Promise((gone) => addEventListener("pagehide", () => { source.close(); gone(); }));
}

if (document.body.dataset.member) {
  navigator.locks ? navigator.locks.request("vatman-live", listen) : listen();
  document.addEventListener("visibilitychange", () => { if (!document.hidden && performance.now() - slept > 60_000) reload(); slept = performance.now(); });
}

