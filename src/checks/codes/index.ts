import type { Language, Severity } from '../../policy/types.js';
import { CHECKS, CODES, checkOfCode } from '../../policy/vocabulary.js';
import { COMPARISON } from './comparison.js';
import { CREDIT } from './credit.js';
import { LAW } from './law.js';
import { ORIGINAL_LINK } from './original-link.js';
import { SITE } from './site.js';
import type { CodeText, Example } from './types.js';

export type { CodeText, Example, Given } from './types.js';

/** The text of every code, by code. */
export const CODE_TEXTS: Readonly<Record<string, CodeText>> = {
  ...CREDIT,
  ...ORIGINAL_LINK,
  ...COMPARISON,
  ...SITE,
  ...LAW,
};

/** What `reprintlint explain` shows, in one language; the clause comes from the policy. */
export interface Explanation {
  readonly code: string;
  readonly check: string;
  /** Severity by design; a policy may set another. */
  readonly severity: Severity;
  readonly title: string;
  readonly meaning: string;
  readonly mend: string;
  readonly bad: Example;
  readonly good: Example;
}

/** undefined for a code that does not exist. */
export function explainCode(code: string, language: Language): Explanation | undefined {
  const check = checkOfCode(code);
  if (check === undefined || !Object.hasOwn(CODE_TEXTS, code)) return undefined;
  const { title, meaning, mend, bad, good } = CODE_TEXTS[code];
  return {
    code,
    check,
    severity: CHECKS[check].codes[code].severity,
    title: title[language],
    meaning: meaning[language],
    mend: mend[language],
    bad,
    good,
  };
}

/** Every code, in the order of the documentation. */
export { CODES };
