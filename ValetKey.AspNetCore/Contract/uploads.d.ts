// The contract of ValetKey.AspNetCore's uploads. Generated from uploads.openapi.json; do not edit.

export interface Checksum {
  /** md5, sha256, crc32c or crc64nvme. */
  algorithm: string;
  /** The checksum's bytes in base64. */
  value: string;
}

export interface Declaration {
  /** What the client calls the file, such as holiday.jpg: 1 to 255 characters, no slashes, no control characters. */
  name: string;
  /** Its length in bytes, which the upload then must have. */
  length: number;
  /** Its media type, such as image/jpeg, which the upload then must have. */
  contentType?: string;
  checksum?: Checksum;
}

export interface PartRequest {
  number: number;
  offset: number;
  length: number;
  method: string;
  url: string;
  headers: Record<string, string>;
  expiresAt: string;
  /** What the store enforces of it, such as exactLength; the rest is verified when the upload is complete. */
  enforced: string[];
}

export interface PartRequests {
  requests: PartRequest[];
}

export interface Problem {
  /** What programs tell it by, such as urn:valetkey:problem:incomplete. It never changes. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** The numbers of the parts that are not there as they should be. */
  missing?: number[];
}

export interface ReceivedPart {
  number: number;
  length: number;
}

export interface Upload {
  id: string;
  /** offered, uploading, verifying, published, rejected or abandoned. */
  state: string;
  name: string;
  length: number;
  /** The path under which this upload is asked about. */
  url: string;
  /** When it is abandoned if it is not complete. */
  expiresAt: string;
  /** What the application calls it. */
  reference?: string;
  /** Why it was rejected or abandoned. */
  reason?: string;
  /** How many parts it has; an upload in one piece is one part. */
  partCount: number;
  /** How many bytes each part but the last has. */
  partLength: number;
  /** The checksums that keys of parts can bind, such as sha256: the store then takes no other content. Of an upload in parts. */
  checksums?: string[];
  /** The parts that the store has. */
  received?: ReceivedPart[];
  /** The proof that its holder may go on with this upload, for the header Upload-Ticket. A secret. */
  ticket?: string;
  /** What to send to the store, of an upload in one piece. */
  requests?: PartRequest[];
}

export interface WantedPart {
  number: number;
  checksum?: Checksum;
}

export interface WantedParts {
  /** 1 to 100 of them. */
  parts: WantedPart[];
}
