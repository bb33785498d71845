/** The path pattern of one allow or disallow line, ready to be matched. */
export interface RobotsPattern {
  readonly allow: boolean;
  /** Octets of the pattern as written; the longest matching pattern decides (RFC 9309 §2.2.2). */
  readonly length: number;
  /** What stands between the asterisks; never empty as a whole. */
  readonly parts: readonly string[];
  /** The pattern ends in `$`: it must match to the end of the path. */
  readonly anchored: boolean;
}

/**
 * Prepares a pattern (RFC 9309 §2.2.2 and §2.2.3).
 * @param octets of the value, as Latin-1 letters
 */
export function compilePattern(octets: string, allow: boolean): RobotsPattern {
  const anchored = octets.endsWith('$');
  const parts = (anchored ? octets.slice(0, -1) : octets).split(/\*+/).map(comparable);
  return { allow, length: octets.length, parts, anchored };
}

/** What a URL's path is compared as. */
export function comparablePath(path: string): string {
  return comparable(path.replaceAll('*', '%2A'));
}

/**
 * One spelling for what RFC 9309 §2.2.2 and §2.2.3 call equal: octets beyond ASCII are percent-encoded (as they stand,
 * so that a GBK path meets a GBK pattern), hexadecimal digits are capitals, `$` is `%24`, and the unreserved marks
 * `-._~` are not encoded.
 *
 * The RFC would also have encoded letters and digits decoded; Google's conformance table asks for the contrary
 * (`/%62%61%7A` is not `/baz`), and the table is followed.
 */
function comparable(text: string): string {
  if (!/[%$\u0080-\u{10ffff}]/u.test(text)) return text;
  return text
    .replace(/[\u0080-\u00ff]/g, (octet) => `%${octet.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('$', '%24')
    .replace(/%[0-9a-f]{2}/gi, (code) => UNRESERVED_MARKS[code.toUpperCase()] ?? code.toUpperCase());
}

const UNRESERVED_MARKS: Readonly<Record<string, string>> = { '%2D': '-', '%2E': '.', '%5F': '_', '%7E': '~' };

/**
 * Whether a pattern matches a path from its beginning.
 *
 * Each part is looked for at the leftmost place after the one before: what matches anywhere matches so too, for an
 * asterisk takes up any rest. The time is that of one search along the path, whatever the number of asterisks.
 */
export function matches(pattern: RobotsPattern, path: string): boolean {
  const { parts, anchored } = pattern;
  const first = parts[0] as string;
  if (!path.startsWith(first)) return false;
  if (parts.length === 1) return !anchored || path.length === first.length;
  let at = first.length;
  const last = parts.length - 1;
  for (let index = 1; index < last; index++) {
    const part = parts[index] as string;
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const tail = parts[last] as string;
  return anchored ? path.length - tail.length >= at && path.endsWith(tail) : path.indexOf(tail, at) >= 0;
}

/**
 * The pattern an `allow` of an index page stands for besides itself: Google takes `/x/index.html` as `/x/` too.
 * Null for any other value.
 */
export function directoryOfIndexPage(octets: string): string | null {
  const slash = octets.lastIndexOf('/');
  return slash >= 0 && octets.startsWith('/index.htm', slash) ? `${octets.slice(0, slash + 1)}$` : null;
}
