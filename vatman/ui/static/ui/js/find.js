/* The search line: arrows through the results, Enter opens, Escape leaves. */
const box = document.querySelector("[data-find]");

if (box) {
  const input = box.querySelector("input");
  const hits = box.querySelector(".hits");
  const links = () => [...hits.querySelectorAll("a")];
  const chosen = () => links().findIndex((link) => link.ariaSelected === "true");
  const choose = (index) => links().forEach((link, place) => { link.ariaSelected = String(place === index); if (place === index) link.scrollIntoView({ block: "nearest" }); });
  input.addEventListener("keydown", (event) => {
    const count = links().length;
    if (event.code === "ArrowDown" && count) { choose((chosen() + 1) % count); event.preventDefault(); }
    if (event.code === "ArrowUp" && count) { choose((chosen() - 1 + count) % count); event.preventDefault(); }
    if (event.code === "Enter" && count) { links()[Math.max(chosen(), 0)].click(); event.preventDefault(); }
    if (event.code === "Escape") { input.value = ""; hits.replaceChildren(); }
  });
  document.addEventListener("click", (event) => { if (!box.contains(event.target)) hits.replaceChildren(); });
}
