import type { AuditedPage } from '../audit/types.js';
import { addDays, shanghaiDay } from '../day.js';
import type { PolicyData } from '../policy/types.js';

/** The time a notice names for getting in touch, counted from a page's publication. For information: rights do not end. */
export interface ContactWindow {
  /** Day of publication as the page shows it, `YYYY-MM-DD`. */
  readonly published: string;
  readonly days: number;
  /** The day `days` calendar days later (Asia/Shanghai). */
  readonly ends: string;
}

/** null where the page shows no date, or no policy names a time. Of several policies, the first that does counts. */
export function contactWindow({ page }: AuditedPage, policies: readonly PolicyData[]): ContactWindow | null {
  const days = policies.map(({ publisher }) => publisher.contact?.windowDays).find((count) => count !== undefined);
  const published = publicationDay(page?.published ?? null);
  if (days === undefined || published === null) return null;
  const ends = addDays(published, days);
  return ends === null ? null : { published, days, ends };
}

/** A date without an offset is what a Chinese page prints: it is Shanghai's already. */
function publicationDay(published: string | null): string | null {
  if (published === null) return null;
  if (!/T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(published)) return published.slice(0, 10);
  const instant = Date.parse(published);
  return Number.isNaN(instant) ? null : shanghaiDay(instant);
}
