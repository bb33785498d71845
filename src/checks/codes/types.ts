import type { Localized } from '../../policy/types.js';
import type { OriginalFacts } from '../types.js';

/** What an example takes for known beside the page, where a check needs it. */
export interface Given {
  /** Where the page was found. */
  readonly url?: string;
  /** The original; what is left out does not matter. */
  readonly original?: Partial<OriginalFacts>;
  /** HTTP status of links that were followed, by URL. */
  readonly linkStatus?: Readonly<Record<string, number>>;
  /** The list of authorised hosts. */
  readonly licences?: readonly { readonly host: string; readonly until: string | null }[];
  /** The list of permitted sources. */
  readonly sourceList?: {
    readonly date: string;
    readonly listed: readonly string[];
    readonly frozen: readonly string[];
  };
  /** The day of the check, `YYYY-MM-DD`. */
  readonly today?: string;
}

/** A piece of a page, from the headline to the end of the article. All names, hosts and texts are invented. */
export interface Example {
  readonly html: string;
  readonly given?: Given;
  /** Codes of the same check that come along in a bad example. */
  readonly beside?: readonly string[];
}

export interface CodeText {
  readonly title: Localized;
  readonly meaning: Localized;
  readonly mend: Localized;
  readonly bad: Example;
  readonly good: Example;
}
