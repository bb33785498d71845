import type { OriginalFacts } from '../checks/types.js';
import { compareWithOriginal } from './comparison.js';
import type { OriginalsAudit } from './originals.js';
import { decideScope, type FindOriginal } from './scope.js';

/** The originals engine for the page audit: with one original that is given, or with an index to search. */
export function originalsAudit(known: {
  readonly given?: OriginalFacts | null;
  readonly find?: FindOriginal | null;
}): OriginalsAudit {
  return {
    decide: (page, policy) => decideScope(page, policy, known.given ?? null, known.find ?? null),
    compare: compareWithOriginal,
  };
}
