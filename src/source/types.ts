import type { Problem } from '../problem.js';

/** One thing to audit, as the user named it. */
export interface Target {
  /** As given on the command line, or as found below a folder given there. */
  readonly name: string;
  readonly kind: 'file' | 'url' | 'stdin';
  /** Path (file) or absolute URL (url). */
  readonly location: string;
  /** Known before reading: a folder without pages, a pattern that matches nothing, an address that is none. */
  readonly problem?: Problem;
}

/** One answer on the way to the page: every redirect is recorded. */
export interface Hop {
  readonly url: string;
  readonly status: number;
}

/** Bytes as they came, with what the transport said of them. */
export interface Fetched {
  /** Content decoding (gzip, br, …) undone; character decoding not. */
  readonly bytes: Uint8Array;
  /** Where they came from in the end: the last URL, or what `--url` says; null for a plain file. */
  readonly url: string | null;
  /** The Content-Type header, null where there is none. */
  readonly contentType: string | null;
  readonly hops: readonly Hop[];
}

/** Bytes or a reason why not. Reading never throws for what a target can do to us. */
export type FetchResult =
  | { readonly ok: true; readonly fetched: Fetched }
  | {
      readonly ok: false;
      readonly problem: Problem;
      readonly url: string | null;
      readonly hops: readonly Hop[];
      /** For the problem `http`: the bytes of the refusal, in which a challenge page may be recognised. */
      readonly answer?: Fetched;
    };
