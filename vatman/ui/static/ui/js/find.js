/* The search line: arrows through the results, Enter opens the chosen one, or a page of all; Escape leaves. */
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
    if (event.code === "Enter" && count && chosen() >= 0) { links()[chosen()].click(); event.preventDefault(); } else if (event.code === "Enter" && input.value.trim()) location.assign(`${input.getAttribute("hx-get")}?q=${encodeURIComponent(input.value)}`);
    if (event.code === "Escape") { input.value = ""; hits.replaceChildren(); }
  });
  document.addEventListener("click", (event) => { if (!box.contains(event.target)) hits.replaceChildren(); });
}
