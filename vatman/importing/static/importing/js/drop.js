/* data-dropped: a form that takes files and whole folders, dropped or chosen, with the paths they had; shows how much is sent. */
const form = document.querySelector("form[data-dropped]");

async function inside(entry, path = "") {
  if (entry.isFile) return [{ path: path + entry.name, file: await new Promise((found, failed) => entry.file(found, failed)) }];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((read, failed) => reader.readEntries(read, failed));
    if (!some.length) return found;
    for (const child of some) found.push(...(await inside(child, `${path}${entry.name}/`)));
  }
}

function send(files) {
  if (!files.length) return;
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const { path, file } of files) { data.append("files", file, file.name); data.append("paths", path); }
  const request = new XMLHttpRequest();
  const shown = form.querySelector(".sending");
  const words = shown.querySelector("[data-sending]");
  shown.hidden = false;
  request.upload.onprogress = ({ loaded, total }) => {
    words.textContent = `${words.dataset.sending}: ${Math.round((loaded / total) * 100)} %`;
    shown.querySelector(".bar > i").style.setProperty("--share", (loaded / total) * 100);
  };
  request.onload = () => {
    if (request.status < 400) return location.assign(request.responseURL);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    words.textContent = page.querySelector(".refusal, .empty b")?.textContent || document.body.dataset.broken;
  };
  request.onerror = () => { words.textContent = document.body.dataset.unreachable; };
  request.open("POST", form.action);
  request.send(data);
}

if (form) {
  form.addEventListener("change", ({ target }) => send([...target.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }))));
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    send((await Promise.all(entries.map((entry) => inside(entry)))).flat());
  });
}
