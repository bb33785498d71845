/** A replacement in the decoded text of a page: `[start, end)` in UTF-16 units becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where the address of the original comes from, in order of trust. */
export type OriginalBy = 'option' | 'page' | 'metadata' | 'index';

export interface KnownOriginal {
  readonly url: URL;
  readonly by: OriginalBy;
}

/** Why a page is left as it is. */
export type Refusal =
  /** What the audit still says of the best repair, or of a page there is no repair for. */
  | { readonly kind: 'not-clean'; readonly messages: readonly string[] }
  | { readonly kind: 'original-unknown' }
  /** The page credits somebody else: which of the two is right, a person must say. */
  | { readonly kind: 'credited-to-another'; readonly found: string }
  /** The audit could not read the page. */
  | { readonly kind: 'unaudited'; readonly message: string }
  /** The place cannot be told in the bytes of this encoding. */
  | { readonly kind: 'encoding'; readonly charset: string }
  | { readonly kind: 'bad-original'; readonly url: string };

export type FixOutcome =
  | { readonly kind: 'clean' }
  | {
      readonly kind: 'fixed';
      readonly bytes: Uint8Array;
      readonly before: string;
      readonly after: string;
      readonly edits: readonly Edit[];
    }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      /** The repair that was tried, for a person to finish; null where there is none. */
      readonly attempt: { readonly before: string; readonly after: string; readonly edits: readonly Edit[] } | null;
    };
