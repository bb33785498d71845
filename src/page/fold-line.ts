import { simplify } from './fold.js';

/**
 * Folds width and script of a line unit by unit, so that offsets hold: full width to half, traditional to
 * simplified, compatibility ideographs and radicals to the letters they stand for.
 */
export function foldLine(text: string): string {
  let plain = true;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (
      unit >= 0xff01 ||
      unit === 0x3000 ||
      unit === 0xa0 ||
      (unit >= 0xf900 && unit <= 0xfaff) ||
      (unit >= 0x2e80 && unit <= 0x2fdf) ||
      unit === 0xfe30 ||
      unit === 0xfe55
    ) {
      plain = false;
      break;
    }
  }
  return simplify(
    plain ? text : text.replace(/[\uff01-\uff5e\u3000\u00a0\uf900-\ufaff\u2e80-\u2fdf\ufe30\ufe55\uffe8]/g, foldUnit),
  );
}

function foldUnit(letter: string): string {
  const unit = letter.charCodeAt(0);
  if (unit === 0x3000 || unit === 0xa0) return ' ';
  if (unit >= 0xff01 && unit <= 0xff5e) return String.fromCharCode(unit - 0xfee0);
  const folded = letter.normalize('NFKC');
  return folded.length === 1 ? folded : letter;
}
