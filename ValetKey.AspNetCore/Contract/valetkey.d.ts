// The types of valetkey.js, the module by which pages upload to the endpoints of ValetKey.AspNetCore.

import type { Upload } from "./uploads.d.ts";

/** How the application is asked. The store gets nothing of it. */
export interface RequestOptions {
  /**
   * Added to each request, such as `credentials` for another origin or `headers` (a plain object) with a token. A function is asked each time: an upload
   * may outlive a token.
   */
  request?: RequestInit | (() => RequestInit | Promise<RequestInit>);

  /** Ends the wait. An upload is paused by it: what the store has it keeps, until the upload expires. */
  signal?: AbortSignal;
}

/** Where uploads under way are kept, so that they go on after a reload. */
export interface StoreOptions {
  /**
   * `localStorage` (the default), `sessionStorage`, or any object whose properties last; null for none. Tickets are kept there, each of which opens one
   * upload for the user that it was made for. Where it cannot be used, nothing is kept, and uploads go on.
   */
  store?: Storage | Record<string, string> | null;

  /** Whose uploads: of several users of one browser each sees and resumes his own. */
  user?: string;
}

export interface UploadOptions extends RequestOptions, StoreOptions {
  /** The endpoint, which `MapUploads` serves; with a ticket, the upload's own URL. */
  url: string;

  /** To go on with the upload at `url`, and with no other. Without it, one that is kept for the same name, length and time of change goes on. */
  ticket?: string;

  /** The file's name. Default: its own; a Blob has none. */
  name?: string;

  /** Its media type. Default: its own. */
  type?: string;

  /**
   * Whether content is sent with its checksum. Default: true. Of a file up to 8 MiB the whole has one (SHA-256); of a longer one each part, by what the
   * store can hold it to. Pages without TLS have no WebCrypto; there parts have a CRC, and whole files nothing.
   */
  digest?: boolean;

  /** Told once the application has accepted it. */
  onOffer?: (upload: PendingUpload) => void;

  /** Told of bytes that were sent. They become fewer when something has to be sent again. */
  onProgress?: (progress: { loaded: number; total: number }) => void;
}

/** An upload under way. The ticket is a secret. */
export interface PendingUpload {
  id: string;
  url: string;
  ticket: string;
  name: string;
  size: number;
  lastModified?: number;
  expiresAt: string;
}

/** A refusal, by the application or by the store, or that one of them cannot be reached. */
export class UploadError extends Error {
  /** The status of the answer; 0 where there was none. */
  readonly status: number;

  /** What programs tell the application's refusal by, such as `urn:valetkey:problem:rejected`. */
  readonly type?: string;

  /** The parts that are not there as they should be. */
  readonly missing?: number[];

  /** Whether `upload` with the same file goes on with it. */
  resumable: boolean;
}

/**
 * Uploads a file, or goes on with it, and waits until the application has published it. Eight are under way at once in a page; others wait.
 *
 * Requests that fail are made again, with a new key where the one before has ended; what answers 429 or 503 is waited for as long as it says. Without
 * a network it waits for one.
 * @throws {UploadError} It was refused, or is not what was accepted. The signal's reason, where it was paused.
 */
export function upload(file: File | Blob, options: UploadOptions): Promise<Upload>;

/** What was under way when a page was closed, or was paused. The files themselves have to be chosen again: a page cannot keep them. */
export function pending(options: StoreOptions & { url: string }): PendingUpload[];

/** Gives an upload up. What the store has of it is deleted. */
export function abandon(upload: { url: string; ticket: string }, options?: RequestOptions & StoreOptions): Promise<void>;
