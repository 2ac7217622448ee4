/* The table of plans under the fingers: Enter and arrows go to the cell below or above, Escape gives the sum back,
   a column copied from a spreadsheet fills the cells downwards. */
{
  const cells = () => [...document.querySelectorAll("#plans input.inplace")];

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("#plans input.inplace");
    if (!field) return;
    if (event.code === "Escape") field.value = field.defaultValue;
    const step = { Enter: 1, NumpadEnter: 1, ArrowDown: 1, ArrowUp: -1 }[event.code];
    if (!step) return;
    event.preventDefault();
    const next = cells()[cells().indexOf(field) + step];
    next ? next.select() : field.blur();
    next?.focus();
  });

  document.addEventListener("paste", async (event) => {
    const field = event.target.closest?.("#plans input.inplace");
    const lines = event.clipboardData.getData("text").split(/\r?\n/).map((line) => line.split("\t")[0].trim());
    if (lines.at(-1) === "") lines.pop();
    if (!field || lines.length < 2) return;
    event.preventDefault();
    const names = cells().slice(cells().indexOf(field)).map((one) => one.id);
    for (const [place, name] of names.slice(0, lines.length).entries()) {
      const one = document.getElementById(name);
      const sent = new Promise((resolve) => document.addEventListener("htmx:after:request", resolve, { once: true }));
      one.value = lines[place];
      one.dispatchEvent(new Event("change", { bubbles: true }));
      await sent;
    }
  });
}
