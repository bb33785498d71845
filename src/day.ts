/** Calendar days (`YYYY-MM-DD`) as Chinese notices and licences mean them: in Asia/Shanghai. */

/** UTC+8 all the year round: China has had no summer time since 1991 (IANA time zone database, `asia`). */
const SHANGHAI_OFFSET = 8 * 3_600_000;
const DAY = 86_400_000;

/** The day it is in Shanghai at an instant given in milliseconds since 1970. */
export function shanghaiDay(instant: number): string {
  return new Date(instant + SHANGHAI_OFFSET).toISOString().slice(0, 10);
}

/** The calendar day `days` after `day`; null where `day` is none. */
export function addDays(day: string, days: number): string | null {
  if (!isDay(day)) return null;
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** A day that exists: 2026-02-30 does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
