import type { Language } from '../../policy/types.js';
import type { Problem } from '../../problem.js';

/** The shapes a list of targets comes in. `feed` is RSS, RDF or Atom; `ndjson` is also an array of the same values. */
export type ListFormat = 'text' | 'delimited' | 'xlsx' | 'ndjson' | 'sitemap' | 'feed';

/** One target of a list, or one line that names none. */
export interface ListEntry {
  /** 1-based line of the list file; for a spreadsheet the row, for a sitemap within an index the line of that sitemap. */
  readonly line: number;
  /** What the list says, trimmed. */
  readonly raw: string;
  /** Absolute http(s) URL in normalised spelling; null when the line is no URL. */
  readonly url: string | null;
  /** Why `url` is null: always of kind `invalid-target`. */
  readonly problem?: Problem;
  /** Last change as the list dates it (`lastmod`, `pubDate`, `updated`), milliseconds since 1970; absent where undated. */
  readonly changed?: number;
}

/** Bytes of a list, or of a list that another list names. */
export interface ListSource {
  /** Path or URL, for messages and for the file name extension; `-` for standard input. */
  readonly name: string;
  /** Where it was fetched, after redirects: relative links in a feed are relative to it. */
  readonly url?: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface ListOptions {
  readonly language: Language;
  /** Skips detection. */
  readonly format?: ListFormat;
  /** Column of a table or key of an NDJSON object: its heading, or its 1-based number. */
  readonly column?: string;
  /** Which addresses are meant where a table has both those of reposts and those of originals; default: reposts. */
  readonly side?: 'reposts' | 'originals';
  /** Worksheet by name; the first one with URLs otherwise. */
  readonly sheet?: string;
  /** Told, in the reader's language, how the list was read where that is not plain: one sentence at a time. */
  readonly tell?: (note: string) => void;
  /** Opens a sitemap that a sitemap index names. Without it such sitemaps become problem entries. */
  readonly open?: (url: string) => Promise<ListSource>;
}

/** The list as a whole cannot be read: a user error, its message is one line for people. */
export class ListError extends Error {
  override readonly name = 'ListError';
}
