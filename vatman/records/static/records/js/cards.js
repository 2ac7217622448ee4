/* A plain deferred script, not a module: it stands in the head, before the page's import map.
   Cells edited in place: Escape gives the value back. Note box: @ offers colleagues. File inputs can take the same file twice. */
{
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input.inplace, textarea.inplace");
    if (!field) return;
    if (event.code === "Escape") field.value = field.defaultValue;
    if (event.code !== "Enter" || !field.matches("input, [data-line]")) return;
    event.preventDefault();
    field.blur();
  }, true);

  /* One line that wraps where it is long: what was pasted into it has no breaks of its own. */
  document.addEventListener("change", ({ target }) => { if (target.matches?.("[data-line]")) target.value = target.value.replace(/\s*\n\s*/g, " "); }, true);

  /* While one is typing, what arrives live leaves this cell alone: what was there when he began decides whether he overwrites anybody. */
  const cellOf = (target) => (target.matches?.("input.inplace, textarea.inplace") ? target.closest(".cell") : null);
  document.addEventListener("focusin", ({ target }) => cellOf(target)?.setAttribute("hx-morph-skip", ""));
  document.addEventListener("htmx:after:swap", () => { const cell = document.querySelector(".cell[hx-morph-skip]"); if (cell) cell.dataset.stale = "1"; });
  document.addEventListener("focusout", ({ target }) => {
    const cell = cellOf(target);
    if (!cell || target.value !== target.defaultValue) return;
    cell.removeAttribute("hx-morph-skip");
    if (cell.dataset.stale) window.htmx.ajax("GET", target.getAttribute("hx-post"), { target: cell, swap: "outerHTML" });
  });

  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.sourceElement.matches?.("input[type=file]")) ctx.sourceElement.value = "";
  });

  /* While a note is being changed, what arrives live waits: the answer to «Записать» or «Отмена» wakes the timeline anew. */
  document.addEventListener("htmx:before:request", (event) => {
    const source = event.detail.ctx.sourceElement;
    if (source.id === "timeline" && source.querySelector("form.changing")) event.preventDefault();
  });

  /* Files dropped on the note box go the way of its paper clip. */
  document.addEventListener("drop", (event) => {
    const zone = event.target.closest?.("[data-drop]");
    const input = zone?.querySelector("input[type=file]");
    if (!input || !event.dataTransfer.files.length || event.defaultPrevented) return;
    event.preventDefault();
    zone.classList.remove("over");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  const ASKED = /(^|\s)@([\p{L}\s]{0,30})$/u;
  let names = null;
  let list = null;

  async function known(url) {
    names ??= fetch(url, { headers: { Accept: "application/json" } }).then((answer) => answer.json()).then((answer) => answer.names);
    return names;
  }

  function close() {
    list?.remove();
    list = null;
  }

  function put(area, name) {
    const head = area.value.slice(0, area.selectionStart).replace(ASKED, `$1@${name} `);
    const tail = area.value.slice(area.selectionStart);
    area.value = head + tail;
    area.setSelectionRange(head.length, head.length);
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
    close();
  }

  async function offer(area) {
    const asked = area.value.slice(0, area.selectionStart).match(ASKED);
    const wanted = asked?.[2].toLowerCase();
    const found = asked ? (await known(area.dataset.mentions)).filter((name) => name.toLowerCase().split(" ").some((word) => word.startsWith(wanted)) || name.toLowerCase().startsWith(wanted)).slice(0, 7) : [];
    close();
    if (!found.length) return;
    list = Object.assign(document.createElement("div"), { className: "naming", role: "listbox" });
    list.append(...found.map((name, place) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: name, role: "option" });
      button.ariaSelected = String(place === 0);
      button.addEventListener("mousedown", (event) => { event.preventDefault(); put(area, name); });
      return button;
    }));
    area.closest("form").append(list);
  }

  document.addEventListener("input", (event) => { if (event.target.matches?.("[data-mentions]")) offer(event.target); });
  document.addEventListener("focusout", (event) => { if (event.target.matches?.("[data-mentions]")) close(); });
  document.addEventListener("keydown", (event) => {
    if (!list || !event.target.matches?.("[data-mentions]")) return;
    const options = [...list.children];
    const at = options.findIndex((option) => option.ariaSelected === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    if (step) options.forEach((option, place) => { option.ariaSelected = String(place === (at + step + options.length) % options.length); });
    else if (["Enter", "Tab"].includes(event.code) && !event.ctrlKey) put(event.target, options[at].textContent);
    else if (event.code === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
