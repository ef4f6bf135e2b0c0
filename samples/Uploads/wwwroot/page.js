import { abandon, pending, upload } from "/valetkey.js";
import { sizeOf } from "/text.js";

const options = { url: "/pictures" };
const ready = begin(); // What is chosen before is taken then.
const files = document.getElementById("files");
const drop = document.getElementById("drop");

/** One file on its way, and its line on the page. */
class Row {
  constructor(name, size, entry = null) {
    this.entry = entry;
    this.size = size;
    this.line = document.getElementById("upload").content.cloneNode(true).firstElementChild;
    this.find(".name").textContent = name;
    this.find(".pause").onclick = () => this.stop.abort();
    this.find(".resume").onclick = () => this.file ? this.start() : files.click();
    this.find(".cancel").onclick = () => this.cancel();
    this.line.row = this;
    document.getElementById("uploads").prepend(this.line);
  }

  find = (selector) => this.line.querySelector(selector);

  show(state, text) {
    this.line.dataset.state = state;
    this.find(".state").textContent = text;
    this.find(".pause").hidden = state !== "sending";
    this.find(".resume").hidden = state !== "paused";
    this.find(".cancel").textContent = state === "sending" || state === "paused" ? "Cancel" : "Clear";
    this.find("progress").hidden = state === "failed" || state === "done";
  }

  async start(file = this.file) {
    this.file = file;
    this.stop = new AbortController();
    this.show("sending", "Starting …");
    this.run = this.send();
    await this.run;
  }

  async send() {
    const { file } = this;
    try {
      await upload(file, {
        ...options,
        signal: this.stop.signal,
        onOffer: (offered) => { this.entry = offered; },
        onProgress: ({ loaded, total }) => {
          this.find("progress").value = total ? loaded / total : 1;
          this.show("sending", loaded < total ? `${sizeOf(loaded)} of ${sizeOf(total)}` : "Being looked at …");
        },
      });
      this.entry = null;
      this.show("done", `${sizeOf(file.size)}, published`);
      await showGallery();
    } catch (fault) {
      if (this.stop.signal.aborted) return this.show("paused", `Paused. The store keeps what it has of ${sizeOf(file.size)}.`);
      if (fault.resumable) return this.show("paused", fault.message);
      this.entry = null;
      this.show("failed", fault.message);
    }
  }

  async cancel() {
    this.stop?.abort();
    await this.run;
    try {
      if (this.entry) await abandon(this.entry);
    } finally {
      this.line.remove(); // What could not be given up is here again after a reload.
    }
  }
}

/** A file that was under way before goes on; others begin. */
async function take(list) {
  const chosen = [...list]; // The list is emptied with the input.
  await ready;
  for (const file of chosen) {
    const before = [...document.querySelectorAll(".upload[data-state=paused]")].map((line) => line.row).find(({ entry }) =>
      entry && entry.name === file.name && entry.size === file.size && entry.lastModified === file.lastModified);
    (before ?? new Row(file.name, file.size)).start(file);
  }
}

async function showGallery() {
  const entries = await (await fetch("/gallery")).json();
  document.getElementById("gallery").replaceChildren(...entries.map(({ name, length, isPicture, url }) => {
    const link = Object.assign(document.createElement("a"), { href: url });
    const view = isPicture
      ? Object.assign(document.createElement("img"), { src: url, alt: "", loading: "lazy" })
      : Object.assign(document.createElement("span"), { className: "file", textContent: sizeOf(length) });
    link.append(view, name);
    return link;
  }));
}

files.onchange = () => {
  take(files.files);
  files.value = "";
};
drop.ondragover = (event) => {
  event.preventDefault();
  drop.classList.add("over");
};
drop.ondragleave = () => drop.classList.remove("over");
drop.ondrop = (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  take(event.dataTransfer.files);
};

async function begin() {
  const { name } = await (await fetch("/me")).json();
  document.getElementById("me").textContent = name;
  options.user = name;
  for (const entry of pending(options)) {
    new Row(entry.name, entry.size, entry).show("paused", `Interrupted. Choose this file again (${sizeOf(entry.size)}), and it goes on.`);
  }

  await showGallery();
}
