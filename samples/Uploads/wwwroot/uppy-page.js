import { sizeOf } from "/text.js";

const lines = new Map();
const ready = begin();
const files = document.getElementById("files");
files.onchange = async () => {
  const chosen = [...files.files];
  files.value = "";
  const uppy = await ready;
  uppy.addFiles(chosen.map((file) => ({ name: file.name, type: file.type, data: file })));
};

async function begin() {
  const { Uppy, AwsS3 } = await import("/uppy.js").catch((fault) => {
    document.getElementById("about").textContent = "Uppy is not here yet: run npm ci and npm run bundle in samples/Uploads/uppy.";
    throw fault;
  });

  const uppy = new Uppy({ autoProceed: true });
  const { keysHaveHeaders } = await (await fetch("/me")).json();
  (keysHaveHeaders ? useSignRequest : useCompanionEndpoint)(uppy, AwsS3);

  // The application holds an upload to its length, and Uppy does not say it by itself.
  uppy.on("file-added", (file) => {
    uppy.setFileMeta(file.id, { size: file.size });
    add(uppy, file);
  });
  uppy.on("upload-progress", (file, { bytesUploaded, bytesTotal }) => {
    const line = lines.get(file.id);
    line.querySelector("progress").value = bytesTotal ? bytesUploaded / bytesTotal : 1;
    if (line.dataset.state !== "paused") show(line, "sending", `${sizeOf(bytesUploaded)} of ${sizeOf(bytesTotal)}`);
  });
  uppy.on("upload-error", (file, error) => show(lines.get(file.id), "failed", reasonOf(error)));

  // What came by a form has not been looked at: Uppy tells nobody that it is there. What came in parts is published already.
  uppy.addPostProcessor((ids) => Promise.all(ids.map(async (id) => {
    const file = uppy.getFile(id);
    if (!file || file.error) return;
    const answer = await fetch(`/uppy/s3/multipart/${file.response.body.key.split("/").at(-1)}/complete`, { method: "POST" });
    show(lines.get(id), answer.ok ? "done" : "failed", answer.ok ? `${sizeOf(file.size)}, published` : (await answer.json()).detail);
  })));
  return uppy;
}

/** Where keys need no headers. A file of one part goes by a form; S3's parts have 5 MiB at least. */
function useCompanionEndpoint(uppy, AwsS3) {
  uppy.use(AwsS3, { companionEndpoint: "/uppy", shouldUseMultipart: (file) => file.size > 5 * 1024 * 1024 });
}

/** On every store. A file of one part is one part; only an empty one has none. */
function useSignRequest(uppy, AwsS3) {
  const signRequest = async ({ method, key, uploadId, partNumber }) => {
    const file = uppy.getFile(key) ?? {};   // It is gone when its upload is given up.
    const declared = new URLSearchParams({ filename: file.name, type: file.type, "metadata[size]": file.size });
    const upload = `/uppy/s3/multipart/${uploadId}`;
    if (method === "PUT") {
      const answer = await fetch(uploadId ? `${upload}/${partNumber}/request` : `/uppy/s3/params/request?${declared}`);
      if (!answer.ok) throw new Error((await answer.json()).detail);
      return answer.json();
    }

    const url = !uploadId ? `/uppy/s3/multipart?${declared}` : method === "POST" ? `${upload}/complete` : upload;
    return { url, headers: { Accept: "application/xml" } };
  };
  uppy.use(AwsS3, { signRequest, shouldUseMultipart: true, generateObjectKey: (file) => file.id });
}

/** With signRequest a refusal is the body of what Uppy makes of it. */
const reasonOf = (error) => error.body?.startsWith("{") ? JSON.parse(error.body).detail : error.message;

function add(uppy, file) {
  const line = document.getElementById("upload").content.cloneNode(true).firstElementChild;
  line.querySelector(".name").textContent = file.name;
  line.querySelector(".pause").onclick = () => {
    const isPaused = uppy.pauseResume(file.id);
    show(line, isPaused ? "paused" : "sending", isPaused ? "Paused" : "");
  };
  line.querySelector(".cancel").onclick = () => {
    uppy.removeFile(file.id);
    line.remove();
  };
  lines.set(file.id, line);
  show(line, "sending", "Starting …");
  document.getElementById("uploads").prepend(line);
}

function show(line, state, text) {
  line.dataset.state = state;
  line.querySelector(".state").textContent = text;
  line.querySelector(".pause").textContent = state === "paused" ? "Resume" : "Pause";
  line.querySelector(".pause").hidden = line.querySelector("progress").hidden = state === "done" || state === "failed";
}
