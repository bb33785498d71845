import type { Anchor } from '../checks/types.js';
import type { CreditCandidate, Location, PageLink } from '../page/types.js';
import type { Severity } from '../policy/types.js';
import type { Problem } from '../problem.js';
import type { AcceptedFinding } from './baseline/types.js';

export type Verdict = 'compliant' | 'violation' | 'review' | 'out-of-scope' | 'not-a-repost' | 'unaudited';

/** Every verdict, in the order reports show them. */
export const VERDICTS: readonly Verdict[] = [
  'violation',
  'review',
  'compliant',
  'out-of-scope',
  'not-a-repost',
  'unaudited',
];

/** Text around a finding, for people: `text.slice(start, start + length)` is the place. */
export interface Excerpt {
  readonly text: string;
  readonly start: number;
  readonly length: number;
}

export interface Finding {
  readonly policy: string;
  readonly rule: string;
  readonly code: string;
  readonly severity: Severity;
  readonly clause: string;
  readonly message: string;
  readonly expected: string | null;
  readonly found: string | null;
  readonly anchor: Anchor;
  readonly location: Location | null;
  readonly selector: string | null;
  readonly excerpt: Excerpt | null;
  readonly fix: string | null;
  /** 16 hexadecimal digits; the same across runs and line moves. */
  readonly fingerprint: string;
}

/** The effective credit, in the machine contract's shape (design §6). */
export interface ShownSource {
  readonly name: string;
  readonly label: string | null;
  readonly separator: string | null;
  readonly zone: CreditCandidate['zone'];
  readonly visible: boolean;
  readonly line: number;
  readonly column: number;
  readonly raw: string;
}

/** The result for one target: one NDJSON object. */
export interface AuditedPage {
  readonly schemaVersion: 1;
  /** As the user gave it. */
  readonly target: string;
  readonly url: string | null;
  readonly verdict: Verdict;
  readonly scope: 'assumed' | 'proved' | 'none';
  readonly source: ShownSource | null;
  readonly findings: readonly Finding[];
  /** Findings that do not count, because a baseline or a suppression of the project accepts them; absent without. */
  readonly accepted?: readonly AcceptedFinding[];
  readonly original: ShownOriginal | null;
  readonly problem: Problem | null;
  readonly page: {
    readonly title: string;
    readonly charset: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly published: string | null;
  } | null;
}

export interface ShownOriginal {
  readonly url: string | null;
  readonly title: string;
  readonly source: string | null;
  readonly by: 'given' | 'followed' | 'index';
  /** How much of it is on the page: share of its letters and digits that stand there verbatim, 0 to 1. */
  readonly match: {
    readonly tier: 'reprint' | 'partial' | 'quote' | 'formula' | 'none';
    readonly containment: number;
  } | null;
  /** What was changed; null where nothing was compared. */
  readonly comparison: ShownComparison | null;
}

export interface ShownComparison {
  readonly title: 'same' | 'trimmed' | 'extended' | 'rewritten';
  readonly counts: Readonly<Record<'kept' | 'moved' | 'altered' | 'dropped' | 'added', number>>;
  /** Sentences of the original that are altered or missing. Offsets: original, into its text; page, into the HTML. */
  readonly passages: readonly {
    readonly fate: 'kept' | 'moved' | 'altered' | 'dropped';
    readonly original: ComparedStretch;
    readonly page: ComparedStretch | null;
    /** Figures and names that changed: before (null: put in) and after (null: gone). */
    readonly changes: readonly {
      readonly kind: string;
      readonly original: string | null;
      readonly page: string | null;
    }[];
  }[];
}

export interface ComparedStretch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type LinkClass = 'article' | 'home' | 'placeholder' | 'share' | 'redirector' | 'other';

/** What `inspect` adds. */
export interface InspectedPage extends AuditedPage {
  readonly credits: readonly (Omit<ShownSource, 'line' | 'column'> & {
    readonly kind: CreditCandidate['kind'];
    readonly line: number;
    readonly column: number;
  })[];
  readonly links: readonly (Pick<PageLink, 'href' | 'text' | 'zone' | 'visible'> & {
    readonly resolved: string | null;
    readonly class: LinkClass;
    readonly line: number;
    readonly column: number;
  })[];
}
