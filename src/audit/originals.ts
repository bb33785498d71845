/** The contract between the page audit and the originals engine: types only, so that a run without originals loads none of it. */
import type { Comparison, OriginalFacts } from '../checks/types.js';
import type { Page } from '../page/types.js';
import type { Language, Policy } from '../policy/types.js';
import type { ShownComparison, ShownOriginal } from './types.js';

export type ShownMatch = NonNullable<ShownOriginal['match']>;

/** Whether the notice asks anything of a page (clause 1: a property of the original, not of the copy). */
export type Scope =
  /** No original: the page is taken for what the user says it is. */
  | {
      readonly kind: 'assumed';
      /** Addresses of followed articles that have nothing in common with it. */
      readonly unrelatedLinks?: readonly string[];
    }
  | {
      readonly kind: 'in-scope';
      readonly original: OriginalFacts;
      readonly match: ShownMatch;
      /** Addresses of nearly identical originals. */
      readonly alternatives: readonly string[];
    }
  /** The original's own label names another publisher (clause 2). */
  | { readonly kind: 'out-of-scope'; readonly original: OriginalFacts; readonly match: ShownMatch }
  /** Compared, and nothing is reused, or no more than a quotation. */
  | { readonly kind: 'not-a-repost'; readonly original: OriginalFacts | null; readonly match: ShownMatch | null };

export interface OriginalsAudit {
  decide(page: Page, policy: Policy): Scope;
  compare(page: Page, original: OriginalFacts, language: Language): { comparison: Comparison; shown: ShownComparison };
}
