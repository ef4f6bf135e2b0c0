// Uploads by ValetKey.AspNetCore's endpoints, from a page to whichever store: it sends what it is told to send, and knows no cloud.
//
//   const done = await upload(file, { url: "/pictures", onOffer: save, onProgress: ({ loaded, total }) => …, signal });
//   const done = await upload(file, { url: saved.url, ticket: saved.ticket, … });   // goes on where it broke off
//   await abandon(saved);
//
// A signal that is aborted pauses: what the store has it keeps, until the upload expires.

const PARALLEL = 4; // requests to the store at once
const BATCH = 8; // keys that are asked for at once: few, as they live for minutes
const ATTEMPTS = 6; // for each request, before it is given up
const ROUNDS = 3; // in which parts are sent that are missing after all
const STALLED = 60_000; // milliseconds without progress

// What browsers set themselves, and let no page set (Fetch, "forbidden request-header").
const SET_BY_BROWSER = /^(accept-(charset|encoding)|access-control-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i;

/** A refusal: by the application, whose problem (RFC 9457) it has, or by the store. */
export class UploadError extends Error {
  constructor(message, status = 0, problem = {}) {
    super(message);
    this.name = "UploadError";
    this.status = status;
    this.type = problem.type;
    this.missing = problem.missing;
  }
}

/**
 * Uploads a file, or goes on with it.
 * @param {File} file
 * @param {object} options
 * @param {string} options.url the uploads' endpoint; with a ticket, that of the upload to go on with
 * @param {string} [options.ticket] from onOffer of a former time
 * @param {(offer: {id: string, url: string, ticket: string}) => void} [options.onOffer] told once it is accepted: keep it, to go on later
 * @param {(progress: {loaded: number, total: number}) => void} [options.onProgress]
 * @param {AbortSignal} [options.signal] pauses
 * @returns {Promise<object>} the upload, published
 * @throws {UploadError} it was refused, or is not what was accepted; an AbortError where it was paused
 */
export async function upload(file, { url, ticket, onOffer, onProgress, signal }) {
  let offer;
  if (ticket) {
    offer = await ask(url, { ticket, signal });
  } else {
    offer = await ask(url, { method: "POST", body: { name: file.name, length: file.size, contentType: file.type || undefined }, signal });
    ({ ticket } = offer);
    onOffer?.({ id: offer.id, url: absolute(offer.url, url), ticket });
  }

  if (offer.length !== file.size) throw new UploadError("This is another file.");
  if (offer.state === "published") return offer;
  if (offer.state === "rejected" || offer.state === "abandoned") throw new UploadError(offer.reason ?? `The upload is ${offer.state}.`);

  const own = absolute(offer.url, url);
  const progress = new Progress(file.size, onProgress);
  const there = new Map((offer.received ?? []).map((part) => [part.number, part.length]));
  let missing = [];
  for (let number = 1; number <= offer.partCount; number++) {
    const length = Math.min(offer.partLength, file.size - (number - 1) * offer.partLength);
    if (there.get(number) === length) progress.set(number, length);
    else missing.push(number);
  }

  for (let round = 1, given = offer.requests ?? []; ; round++, given = []) {
    if (offer.state !== "verifying") await sendAll(file, missing, given, own, ticket, progress, signal);
    try {
      return await complete(own, ticket, signal);
    } catch (fault) {
      if (!fault.missing?.length || round === ROUNDS) throw fault;
      missing = fault.missing;
      offer.state = "uploading";
      for (const number of missing) progress.set(number, 0);
    }
  }
}

/** Gives an upload up. What the store has of it is deleted. */
export const abandon = ({ url, ticket }) => ask(url, { method: "DELETE", ticket });

async function sendAll(file, missing, given, own, ticket, progress, signal) {
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const askForParts = async (numbers) => (await ask(`${own}/parts`, {
    method: "POST", ticket, body: { parts: numbers.map((number) => ({ number })) }, signal: either,
  })).requests;

  async function* requests() {
    yield* given;
    const numbers = missing.filter((number) => !given.some((request) => request.number === number));
    while (numbers.length > 0) yield* await askForParts(numbers.splice(0, BATCH));
  }

  const queue = requests(); // Its calls wait for each other, so all workers take from one.
  const work = async () => {
    for (let next; !(next = await queue.next()).done;) {
      await send(next.value, file, async (number) => (await askForParts([number]))[0], progress, either);
    }
  };
  const workers = Array.from({ length: Math.min(PARALLEL, missing.length) }, work);
  try {
    await Promise.all(workers);
  } catch (fault) {
    stop.abort(fault);
    await Promise.allSettled(workers); // Nothing is on its way any more when the caller hears of it.
    throw fault;
  }
}

/** Sends one part, with a new key when the one it has is not taken any more. */
async function send(request, file, renew, progress, signal) {
  let renewed = false;
  for (let attempt = 1; ; attempt++) {
    if (Date.parse(request.expiresAt) <= Date.now() && !renewed) [request, renewed] = [await renew(request.number), true];
    const status = await transfer(request, file, (loaded) => progress.set(request.number, loaded), signal);
    if (status >= 200 && status < 300) return progress.set(request.number, request.length);
    progress.set(request.number, 0);
    if (status === 409 || status === 412) return; // Perhaps it is there, and the answer was lost. Completing tells.
    if (status === 403 && !renewed) {
      [request, renewed] = [await renew(request.number), true];
    } else if (attempt === ATTEMPTS || (status >= 400 && status < 500 && status !== 408 && status !== 429)) {
      throw new UploadError(status ? `The store refused with status ${status}.` : "The store cannot be reached.", status);
    } else {
      renewed = false;
      await pause(attempt, signal);
    }
  }
}

/** @returns {Promise<number>} the status; 0 where no answer came. XMLHttpRequest, as fetch does not tell the progress of what it sends. */
function transfer({ method, url, headers, offset, length }, file, onProgress, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    let watch;
    const wait = () => {
      clearTimeout(watch);
      watch = setTimeout(() => request.abort(), STALLED);
    };
    const abort = () => request.abort();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) if (!SET_BY_BROWSER.test(name)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => (wait(), onProgress(loaded));
    request.onloadend = () => {
      clearTimeout(watch);
      signal.removeEventListener("abort", abort);
      if (signal.aborted) reject(signal.reason);
      else resolve(request.status);
    };
    signal.addEventListener("abort", abort);
    wait();
    request.send(file.slice(offset, offset + length)); // A slice has no type, so that the header has it once, if at all.
  });
}

async function complete(own, ticket, signal) {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(`${own}/complete`, { method: "POST", ticket, signal });
    if (answer.state !== "verifying") return answer;
    await pause(Math.min(attempt, 3), signal); // Somebody verifies it. However long it takes, the answer comes.
  }
}

/** Asks the application; again when it cannot be reached, or says itself when to come again. */
async function ask(url, { method = "GET", ticket, body, signal }) {
  const headers = { Accept: "application/json" };
  if (ticket) headers["Upload-Ticket"] = ticket;
  if (body) headers["Content-Type"] = "application/json";
  for (let attempt = 1; ; attempt++) {
    let answer, document;
    try {
      answer = await fetch(url, { method, headers, body: body && JSON.stringify(body), signal });
      document = answer.status === 204 ? null : await answer.json();
      if (answer.ok) return document;
    } catch (fault) {
      if (signal?.aborted) throw signal.reason;
    }

    const again = Number(answer?.headers.get("Retry-After") ?? 0);
    if (attempt === ATTEMPTS || (answer && !answer.ok && answer.status < 500 && !again)) {
      throw answer
        ? new UploadError(document?.detail ?? `The application answered with status ${answer.status}.`, answer.status, document ?? {})
        : new UploadError("The application cannot be reached.");
    }

    await pause(attempt, signal, again * 1000);
  }
}

/** Twice as long each time, up to half a minute, and for each client a little otherwise. */
function pause(attempt, signal, least = 0) {
  const time = Math.max(least, Math.min(30_000, 500 * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2));
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, time);
    signal?.addEventListener("abort", stop);
  });
}

const absolute = (path, base) => new URL(path, new URL(base, location.href)).href;

/** What has arrived of each part, in sum. */
class Progress {
  #parts = new Map();
  #loaded = 0;

  constructor(total, tell) {
    this.total = total;
    this.tell = tell;
  }

  set(number, loaded) {
    this.#loaded += loaded - (this.#parts.get(number) ?? 0);
    this.#parts.set(number, loaded);
    this.tell?.({ loaded: Math.min(this.total, this.#loaded), total: this.total });
  }
}
