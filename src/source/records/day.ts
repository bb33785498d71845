import { isDay } from '../../day.js';
import type { Localized } from '../../policy/types.js';

/** Words for “without end” (and “since ever”), beside an empty cell. */
const UNLIMITED = /^(?:长期|长期有效|永久|永久有效|无期限|无限期|不限|unlimited|forever|none|-|—|\/)$/i;
const PRINTED = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+0{1,2}:00(?::00)?(?:\.0+)?Z?)?$/i;
/** Days from 30 December 1899 on: how a workbook keeps dates (ECMA-376 part 1, 18.17.4.1, the 1900 base). */
const SERIAL = /^\d{5}(?:\.0+)?$/;
const SERIAL_START = Date.UTC(1899, 11, 30);

/**
 * A day as people write it (2026-01-31, 2026/1/31, 2026.1.31, 2026年1月31日), as `YYYY-MM-DD`; null for “without end”.
 * Day and month in another order are refused rather than guessed.
 */
export function readDay(written: string, fromWorkbook: boolean): string | null | Localized {
  const text = written.normalize('NFKC').trim();
  if (UNLIMITED.test(text)) return null;
  if (fromWorkbook && SERIAL.test(text)) {
    return new Date(SERIAL_START + Number.parseInt(text, 10) * 86_400_000).toISOString().slice(0, 10);
  }
  const parts = PRINTED.exec(text);
  const day = parts === null ? '' : `${parts[1]}-${parts[2].padStart(2, '0')}-${parts[3].padStart(2, '0')}`;
  if (isDay(day)) return day;
  return parts === null
    ? {
        zh: `“${written}”不是日期，请写成 2026-01-31；长期有效请留空`,
        en: `"${written}" is no date; write 2026-01-31, or leave it empty for no limit`,
      }
    : { zh: `没有“${written}”这一天`, en: `there is no day "${written}"` };
}
