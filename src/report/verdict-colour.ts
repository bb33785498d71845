import type { Verdict } from '../audit/types.js';
import type { Palette } from './types.js';

/** The colour of a verdict; what the notice does not concern is dim. */
export function verdictColour(verdict: Verdict, palette: Palette): (text: string) => string {
  switch (verdict) {
    case 'violation':
      return palette.error;
    case 'review':
      return palette.review;
    case 'compliant':
      return palette.good;
    case 'unaudited':
      return palette.warning;
    default:
      return palette.dim;
  }
}
