import type { HeaderFields } from './types.js';

/** The first value of a field, without blanks around it; null where the field is absent. */
export function field(headers: HeaderFields, name: string): string | null {
  const value = headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined ? null : first.trim();
}

/**
 * `Retry-After` (RFC 9110 §10.2.3) in milliseconds from `now`: seconds, or an HTTP date (a past one is 0).
 * Null for anything else.
 */
export function retryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\d{1,10}$/.test(value)) return Number(value) * 1000;
  const date = httpDate(value);
  return date === null ? null : Math.max(0, date - now);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const IMF_FIXDATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const RFC850_DATE =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d{2})-([A-Z][a-z]{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const ASCTIME_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/;

/**
 * One of the three forms of RFC 9110 §5.6.7, in milliseconds since the epoch. `Date.parse` is not asked:
 * it also takes "1.5" and "in 3 days" for dates.
 */
function httpDate(value: string): number | null {
  let match = IMF_FIXDATE.exec(value);
  if (match !== null) return timestamp(Number(match[3]), match[2], match[1], match.slice(4));
  match = RFC850_DATE.exec(value);
  // Two digits: a year of this century, as all dates a server can mean today are.
  if (match !== null) return timestamp(2000 + Number(match[3]), match[2], match[1], match.slice(4));
  match = ASCTIME_DATE.exec(value);
  return match === null ? null : timestamp(Number(match[6]), match[1], match[2], match.slice(3, 6));
}

function timestamp(
  year: number,
  monthName: string | undefined,
  day: string | undefined,
  time: string[],
): number | null {
  const month = MONTHS.indexOf(monthName ?? '');
  const [hour, minute, second] = time.map(Number) as [number, number, number];
  if (month < 0 || hour > 23 || minute > 59 || second > 60) return null;
  const instant = new Date(Date.UTC(year, month, Number(day), hour, minute, second));
  return instant.getUTCMonth() === month ? instant.getTime() : null;
}

/** Statuses whose `Location` is followed (RFC 9110 §15.4). */
export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/**
 * Where a redirect leads: absolute, http or https, without a fragment; null when it leads nowhere usable.
 *
 * Servers put raw UTF-8 or GBK octets into `Location`. They are percent-encoded as they stand, so that the server gets
 * back the very octets it sent, whatever their encoding (browsers do the same).
 * @param value with octets as Latin-1 letters, as undici gives it
 * @param base the URL asked; a relative target keeps its credentials
 */
export function redirectTarget(value: string | null, base: string): string | null {
  if (value === null || value === '') return null;
  const ascii = value.replace(/[\u0080-\u00ff]/g, (octet) => `%${octet.charCodeAt(0).toString(16).toUpperCase()}`);
  let target: URL;
  try {
    target = new URL(ascii, base);
  } catch {
    return null;
  }
  if (target.protocol !== 'http:' && target.protocol !== 'https:') return null;
  target.hash = '';
  // The server must not choose whom we claim to be at another one.
  if (target.origin !== new URL(base).origin) {
    target.username = '';
    target.password = '';
  }
  return target.href;
}

const CREDENTIAL_FIELDS = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** Request fields without those that say who is asking; for a server the caller did not name. */
export function withoutCredentialFields(
  headers: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  if (headers === undefined) return undefined;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIAL_FIELDS.has(name.toLowerCase())));
}

/** Whether two absolute URLs have scheme, host and port in common. */
export function isSameOrigin(a: string, b: string): boolean {
  return URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin;
}
