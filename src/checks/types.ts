import type { Page, Span } from '../page/types.js';
import type { Policy, Rule } from '../policy/types.js';

/** How exactly `span` names the place of a finding. An absence has no exact place. */
export type Anchor = 'exact' | 'zone' | 'page';

/** What a check says; the audit adds severity, clause, message, location and fingerprint. */
export interface RawFinding {
  readonly code: string;
  /** What the clause asks for, as text a reader can compare; null where there is nothing to quote. */
  readonly expected: string | null;
  /** The nearest candidate, as printed on the page; null when there is none. */
  readonly found: string | null;
  readonly anchor: Anchor;
  /** null: the page as a whole. */
  readonly span: Span | null;
  readonly element: number | null;
  /** Ready-to-paste HTML that mends it, where such a thing exists. */
  readonly fix: string | null;
  /** Values for the placeholders of the rule's message, beside {expected} and {found}. */
  readonly values?: Readonly<Record<string, string>>;
  /** Used in the fingerprint instead of `found`, where `found` changes from run to run. */
  readonly key?: string;
}

/** What is known of the original: given, followed, or found in the index. */
export interface OriginalFacts {
  readonly url: string | null;
  readonly title: string;
  /** The original's own credit; null when the page shows none. */
  readonly sourceName: string | null;
  readonly sourceLabel: string | null;
  readonly author: string | null;
  readonly editor: string | null;
  /** ISO 8601 date. */
  readonly published: string | null;
  /** The article's text, paragraphs separated by line feeds. */
  readonly text: string;
  /** Addresses of articles that are nearly the same text: a link to one of them is as right. */
  readonly alternativeUrls?: readonly string[];
  /** How it became known. */
  readonly by: 'given' | 'followed' | 'index';
}

export interface CheckInput {
  readonly page: Page;
  readonly policy: Policy;
  readonly rule: Rule;
  readonly original: OriginalFacts | null;
  /** What the page has in common with the original; null without one. */
  readonly comparison: Comparison | null;
  /** HTTP status of links that were followed, by their address; absent where none was. */
  readonly linkStatus?: Readonly<Record<string, number>>;
  /** Addresses of articles that were followed and of whose text nothing is on the page. */
  readonly unrelatedLinks?: readonly string[];
  /** The answer of the authorisation list; null without one. */
  readonly authorisation: Authorisation | null;
  /** The list of permitted sources, where the user gave one. */
  readonly sourceList?: SourceList | null;
}

/** How the page's text and title stand to the original's, as far as checks need it. */
export interface Comparison {
  readonly title: 'same' | 'trimmed' | 'rewritten';
  /** What a person should look at, a line for each kind of change. */
  readonly changes: readonly {
    readonly text: string;
    readonly span: Span | null;
    /** A passage in both versions, where the line is about one. */
    readonly original?: string;
    readonly page?: string;
  }[];
}

/** A list of sources that may be reprinted (互联网新闻信息稿源单位名单), as of a day. */
export interface SourceList {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** Whole names only. */
  stateOf(name: string): 'listed' | 'frozen' | 'unlisted';
}

/** What an authorisation list says of a page. */
export type Authorisation =
  | { readonly kind: 'authorised' }
  /** `host`: the host, or the account for people (微信公众号“某某”). `from`: the list has it, but from a later day on. */
  | { readonly kind: 'none'; readonly host: string; readonly from?: string }
  /** The page's address is not known, so that the list cannot be asked. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired'; readonly host: string; readonly until: string };

/** A kind of check: code. Pure and synchronous. A rule (data) names it and sets its options. */
export interface Check {
  /** The name a policy's rule uses. */
  readonly name: string;
  /** Every code it can emit: a policy must give each a severity and messages. */
  readonly codes: readonly string[];
  run(input: CheckInput): readonly RawFinding[];
}
