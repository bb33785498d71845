import type { Severity } from '../policy/types.js';

/** The gravest first (design §5). */
export const SEVERITY_RANK: Readonly<Record<Severity, number>> = { error: 0, review: 1, warning: 2, info: 3 };
