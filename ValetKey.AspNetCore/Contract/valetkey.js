// Uploads from a page to any store. What is what, valetkey.d.ts says.

const PREFIX = "valetkey ";
const ATTEMPTS = 6; // a request
const ROUNDS = 3;
const STALLED = 60_000; // milliseconds without progress
const DAY = 86_400_000;
const SMALL = 8 << 20; // bytes that are declared with a digest

export class UploadError extends Error {
  name = "UploadError";
  resumable = false;

  constructor(message, status = 0, problem) {
    super(message);
    Object.assign(this, { status, type: problem?.type, missing: problem?.missing });
  }
}

export async function upload(file, options) {
  const { url, ticket, user = "", store, signal, onOffer, name = file.name, type = file.type } = options;
  const { size, lastModified } = file;
  const leave = await uploads(signal);
  let known, offer;
  try {
    known = ticket ? { url: absolute(url), ticket } : pending(options).find((entry) =>
      lastModified && entry.name === name && entry.size === size && entry.lastModified === lastModified);
    if (known) {
      underWay.add(known.url);
      try {
        offer = await ask(known.url, options, { ticket: known.ticket });
        if (offer.length !== size) throw new UploadError("This is another file.");
        if (/rejected|abandoned/.test(offer.state)) {
          throw new UploadError(offer.reason ?? `The upload is ${offer.state}.`, 409, { type: "urn:valetkey:problem:settled" });
        }
      } catch (fault) {
        if (ticket) throw fault;
        unlessOver(fault);
        forget(known.url, options);
        offer = known = null; // It begins anew.
      }
    }

    if (!offer) {
      const checksum = size <= SMALL ? await checksumOf(file, ["sha256"], options) : undefined;
      offer = await ask(url, options, { method: "POST", body: { name, length: size, contentType: type || undefined, checksum } });
      const { id, ticket, expiresAt } = offer;
      known = { id, url: absolute(offer.url, url), ticket, expiresAt, name, size, lastModified, user, uploads: absolute(url) };
      underWay.add(known.url);
      attempt(() => void (storageOf(store)[PREFIX + known.url] = JSON.stringify(known)));
      onOffer?.(known);
    }

    const done = offer.state === "published" ? offer : await bring(file, offer, known, options);
    forget(known.url, options);
    return done;
  } catch (fault) {
    if (known && isOver(fault)) forget(known.url, options);
    else if (fault instanceof UploadError) fault.resumable = !!known;
    throw fault;
  } finally {
    underWay.delete(known?.url);
    leave();
  }
}

export async function abandon({ url, ticket }, options = {}) {
  await ask(url, options, { method: "DELETE", ticket }).catch(unlessOver);
  forget(url, options);
}

const underWay = new Set(); // in this page

const isOver = ({ type }) => /:(not-found|rejected|settled)$/.test(type);

const unlessOver = (fault) => {
  if (!isOver(fault)) throw fault;
};

async function bring(file, offer, { url, ticket }, options) {
  const { partCount, partLength, checksums = [], received = [], requests = [] } = offer;
  const startOf = (number) => Math.min(file.size, (number - 1) * partLength);
  const there = new Map();
  const progress = (number, bytes) => {
    there.set(number, bytes);
    options.onProgress?.({ loaded: [...there.values()].reduce((sum, part) => sum + part, 0), total: file.size });
  };
  for (const { number, length } of received) if (length === startOf(number + 1) - startOf(number)) progress(number, length);
  let missing = [...Array(partCount + 1).keys()].slice(1).filter((number) => !there.has(number));

  const keyOf = async (number, signal) => {
    const checksum = await checksumOf(file.slice(startOf(number), startOf(number + 1)), checksums, options);
    return (await ask(`${url}/parts`, { ...options, signal }, { method: "POST", ticket, body: { parts: [{ number, checksum }] } })).requests[0];
  };

  for (let round = 1, { state } = offer; ; round++, state = "") {
    try {
      if (state !== "verifying") {
        await sendAll(missing, options.signal, (number, signal) => send(
          file, round === 1 && requests[0], () => keyOf(number, signal), (bytes) => progress(number, bytes), signal)).catch(unlessOver);
      }

      for (; ;) {
        const answer = await ask(`${url}/complete`, options, { method: "POST", ticket, limit: 0 }); // Not to be broken off.
        if (answer.state !== "verifying") return answer;
        await sleep(1000, options.signal);
      }
    } catch (fault) {
      if (!fault.missing?.length || round === ROUNDS) throw fault;
      missing = fault.missing;
      for (const number of missing) progress(number, 0);
    }
  }
}

async function sendAll(numbers, signal, sendOne) {
  const stop = new AbortController();
  const either = anyOf(signal, stop.signal);
  const lanes = gate(6); // The next get their keys meanwhile.
  const sending = numbers.map(async (number) => {
    const leave = await lanes(either);
    await sendOne(number, either).finally(leave);
  });
  try {
    await Promise.all(sending);
  } catch (fault) {
    stop.abort(fault);
    await Promise.allSettled(sending);
    throw fault;
  }
}

async function send(file, key, renew, progress, signal) {
  const goOn = patience(signal);
  for (let refused = false; ;) {
    key ||= await renew();
    const leave = await transfers(signal);
    const [status, again] = await transfer(file, key, progress, signal).finally(leave);
    if (status >= 200 && status < 300) return progress(key.length);
    progress(0);
    if ([404, 409, 412].includes(status)) return; // Perhaps it is there, and the answer was lost. Completing tells.
    const isRefusal = !isTemporary(status);
    if (isRefusal ? refused : !await goOn(again)) {
      throw new UploadError(status ? `Status ${status} from the store.` : "The store cannot be reached.", status);
    }

    refused = isRefusal;
    if (status < 500) key = null; // It may have ended, even where a page cannot read the answer.
  }
}

/** The status (0: no answer), and in how many seconds to come again. fetch tells no progress. */
const transfer = (file, { method, url, headers, offset, length }, progress, signal) => wait(signal, (end) => {
  const request = new XMLHttpRequest();
  const abort = () => request.abort();
  let watch = setTimeout(abort, STALLED);
  request.open(method, url);
  for (const name in headers) if (!/^(content-length|host)$/i.test(name)) request.setRequestHeader(name, headers[name]);
  request.upload.onprogress = ({ loaded }) => {
    clearTimeout(watch);
    watch = setTimeout(abort, STALLED);
    progress(Math.min(loaded, length));
  };
  request.onloadend = () => end([request.status, /429|503/.test(request.status) ? +request.getResponseHeader("Retry-After") : 0]);
  request.send(file.slice(offset, offset + length)); // Without a type, whose header would be doubled.
  return () => (clearTimeout(watch), abort());
});

/** Asks the application, again while it cannot answer. */
async function ask(url, { signal, request }, { method = "GET", ticket, body, limit = STALLED }) {
  const goOn = patience(signal);
  for (; ;) {
    let answer, document;
    try {
      const init = typeof request === "function" ? await request() : request;
      const headers = { ...init?.headers, ...ticket && { "Upload-Ticket": ticket }, ...body && { "Content-Type": "application/json" } };
      const either = anyOf(signal, limit && AbortSignal.timeout(limit));
      answer = await fetch(url, { ...init, method, headers, body: body && JSON.stringify(body), signal: either });
      document = answer.status === 204 ? null : await answer.json();
      if (answer.ok) return document;
    } catch {
      signal?.throwIfAborted();
    }

    const { status = 0 } = answer ?? {};
    const again = +(answer?.headers.get("Retry-After") ?? 0);
    const isRefusal = !isTemporary(status) || (status === 429 && document?.type);
    if ((isRefusal && !again) || !await goOn(again)) {
      const reason = status ? `Status ${status} from the application.` : "The application cannot be reached.";
      throw new UploadError(document?.detail ?? reason, status, document);
    }
  }
}

const isTemporary = (status) => status < 300 || status === 408 || status === 429 || status >= 500;

/** Pauses, twice as long each time; false when that is enough. */
function patience(signal) {
  let attempts = 0;
  return async (told) => {
    if (navigator.onLine) attempts += told ? 0.05 : 1;
    if (attempts >= ATTEMPTS) return false;
    await sleep(navigator.onLine ? (told || 2 ** attempts / 4) * 1000 * (1 + Math.random() / 2) : STALLED, signal);
    return true;
  };
}

/** Waits for what is begun, or the signal. Beginning gives what takes it back. */
function wait(signal, begin) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const end = (value) => {
      resolve(value);
      takeBack();
      signal?.removeEventListener("abort", stop);
    };
    const stop = () => (reject(signal.reason), end());
    const takeBack = begin(end);
    signal?.addEventListener("abort", stop);
  });
}

/** Ends at once when the network is back. */
const sleep = (time, signal) => wait(signal, (end) => {
  const timer = setTimeout(end, time);
  addEventListener("online", end);
  return () => (clearTimeout(timer), removeEventListener("online", end));
});

/** Lets so many in at once, and gives what to leave by. */
function gate(free) {
  const waiting = new Set();
  return async (signal) => {
    signal?.throwIfAborted();
    if (free > 0) free--;
    else await wait(signal, (turn) => (waiting.add(turn), () => waiting.delete(turn)));
    return () => {
      for (const turn of waiting) return turn();
      free++;
    };
  };
}

const uploads = gate(8);
const transfers = gate(4); // Browsers open six connections to a host.

/** By WebCrypto, which only secure contexts have, or else a CRC. */
async function checksumOf(blob, algorithms, { digest }) {
  const algorithm = ["sha256", "crc64nvme", "crc32c"].find((name) => algorithms.includes(name) && (CRC[name] ?? crypto.subtle));
  if (!algorithm || digest === false) return undefined;
  const content = await blob.arrayBuffer();
  const sum = await (CRC[algorithm]?.(new Uint8Array(content)) ?? crypto.subtle.digest("SHA-256", content));
  return { algorithm, value: btoa(String.fromCharCode(...new Uint8Array(sum))) };
}

/** A reflected CRC, in two halves of 32 bits. */
function crc(high, low, length) {
  const table = new Int32Array(512);
  for (let index = 0; index < 256; index++) {
    let [h, l] = [0, index];
    for (let bit = 0; bit < 8; bit++) [h, l] = [(h >>> 1) ^ (l & 1 && high), ((l >>> 1) | (h << 31)) ^ (l & 1 && low)];
    table.set([h, l], 2 * index);
  }

  return (bytes) => {
    let [h, l] = [-1, -1];
    for (const byte of bytes) {
      const at = 2 * ((l ^ byte) & 255);
      l = ((l >>> 8) | (length > 4 ? h << 24 : 0)) ^ table[at + 1];
      h = (h >>> 8) ^ table[at];
    }

    return new Uint8Array(new Int32Array([~l, ~h]).buffer).slice(0, length).reverse();
  };
}

const CRC = { crc64nvme: crc(0x9a6c9329, 0xac4bc9b5, 8), crc32c: crc(0, 0x82f63b78, 4) };

// A storage that is full, denied or broken stops nothing.
const storageOf = (store) => store === undefined ? localStorage : store;

const forget = (url, { store }) => attempt(() => delete storageOf(store)[PREFIX + absolute(url)]);

export const pending = ({ url, user = "", store }) => attempt(() => Object.entries(storageOf(store))
  .flatMap(([key, value]) => key.startsWith(PREFIX) && attempt(() => JSON.parse(value)) || [])
  .filter((entry) => entry.user === user && entry.uploads === absolute(url) && !underWay.has(entry.url)
    && Date.parse(entry.expiresAt) + DAY > Date.now())) ?? []; // The clock may be wrong by hours.

const attempt = (action) => {
  try {
    return action();
  } catch {}
};

const absolute = (path, base = "") => new URL(path, new URL(base, location.href)).href;
const anyOf = (...signals) => AbortSignal.any(signals.filter(Boolean));
