import { compareWithOriginal } from './comparison.js';
import type { OriginalsAudit } from './originals.js';
import { decideScope, type KnownOriginals } from './scope.js';

/** The originals engine for the page audit: with originals that are known, or with an index to search. */
export function originalsAudit(known: KnownOriginals): OriginalsAudit {
  return {
    decide: (page, policy) => decideScope(page, policy, known),
    compare: compareWithOriginal,
  };
}
