import { Buffer } from 'node:buffer';
import { EVERYONE, parseRobotsFile, type RobotsFile } from './robots-file.js';
import { comparablePath, matches, type RobotsPattern } from './robots-pattern.js';

/** Bytes of a robots.txt that are read; RFC 9309 §2.5 asks for at least 500 KiB. */
export const ROBOTS_BYTES = 512 * 1024;

/** What a robots.txt says. */
export interface RobotsRules {
  /**
   * Whether a URL may be fetched.
   * @param productToken the crawler's name without a version, compared without regard to case
   * @param url absolute and percent-encoded, as the URL class gives it
   */
  isAllowed(productToken: string, url: string): boolean;
  /** The largest `Crawl-delay` (not in the RFC, but widely written) of the groups that apply, in milliseconds; null where none is given. */
  crawlDelay(productToken: string): number | null;
}

/** Rules for a site without a robots.txt. */
export const ALLOW_ALL: RobotsRules = { isAllowed: () => true, crawlDelay: () => null };

/**
 * Reads a robots.txt by RFC 9309, with the mistakes Google's parser accepts (github.com/google/robotstxt).
 * It never fails: what is no rule is skipped.
 */
export function parseRobots(text: string | Uint8Array): RobotsRules {
  const bytes =
    typeof text === 'string' ? Buffer.from(text, 'utf8') : Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  // One letter for each octet: patterns are compared as octets, and the file's encoding does not matter.
  return new ParsedRules(parseRobotsFile(bytes.subarray(0, ROBOTS_BYTES).toString('latin1')));
}

/** The rules one crawler has to follow. */
interface Selection {
  /** Longest first; of two equally long ones, the allowing one first (RFC 9309 §2.2.2). */
  readonly patterns: readonly RobotsPattern[];
  readonly crawlDelay: number | null;
}

/**
 * Letters looked at for one URL. An honest file needs some thousands; 512 KiB of `/*a*a` against a URL of as many
 * letters would need 10^10.
 */
const STEP_BUDGET = 10_000_000;

class ParsedRules implements RobotsRules {
  readonly #file: RobotsFile;
  readonly #selections = new Map<string, Selection>();

  constructor(file: RobotsFile) {
    this.#file = file;
  }

  isAllowed(productToken: string, url: string): boolean {
    const { patterns } = this.#select(productToken);
    if (patterns.length === 0) return true;
    const path = comparablePath(pathOf(url));
    let steps = STEP_BUDGET;
    for (const pattern of patterns) {
      if (matches(pattern, path)) return pattern.allow;
      // A pattern without an asterisk is done at its first wrong letter.
      if (pattern.parts.length > 1) steps -= path.length;
      // Whether it is allowed cannot be told: then it is not.
      if (steps < 0) return false;
    }
    return true;
  }

  crawlDelay(productToken: string): number | null {
    return this.#select(productToken).crawlDelay;
  }

  #select(productToken: string): Selection {
    const token = productToken.toLowerCase();
    const known = this.#selections.get(token);
    if (known !== undefined) return known;
    const { groups, crawlDelays } = this.#file;
    const agent = groups.some(({ agents }) => agents.has(token)) ? token : EVERYONE;
    // Groups for the same crawler are one (RFC 9309 §2.2.1).
    const patterns = groups.filter(({ agents }) => agents.has(agent)).flatMap((group) => group.patterns);
    patterns.sort((a, b) => b.length - a.length || Number(b.allow) - Number(a.allow));
    const selection = { patterns, crawlDelay: crawlDelays.get(agent) ?? null };
    this.#selections.set(token, selection);
    return selection;
  }
}

/**
 * Path, parameters and query of a URL, "/" where there is none. The string is not parsed as a URL: the conformance
 * table has addresses that are none, and what is asked must be compared as it will be sent.
 */
function pathOf(url: string): string {
  const start = url.startsWith('//') ? 2 : 0;
  const path = indexOfAny(url, /[/?;]/g, start);
  const scheme = url.indexOf('://', start);
  const authority = scheme >= 0 && !(path >= 0 && path < scheme) ? scheme + 3 : start;
  const begin = indexOfAny(url, /[/?;]/g, authority);
  if (begin < 0) return '/';
  const hash = url.indexOf('#', start);
  if (hash >= 0 && hash < begin) return '/';
  const rest = url.slice(begin, hash < 0 ? undefined : hash);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function indexOfAny(text: string, letters: RegExp, from: number): number {
  letters.lastIndex = from;
  return letters.exec(text)?.index ?? -1;
}
