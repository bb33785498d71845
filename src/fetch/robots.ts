import { Buffer } from 'node:buffer';
import { comparablePath, compilePattern, directoryOfIndexPage, matches, type RobotsPattern } from './robots-pattern.js';

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
  const octets = withoutByteOrderMark(bytes.subarray(0, ROBOTS_BYTES).toString('latin1'));
  return new ParsedRules(parseGroups(octets));
}

interface Group {
  /** Product tokens in lower case. */
  readonly agents: Set<string>;
  /** The group of all crawlers without one of their own: `*`. */
  everyone: boolean;
  readonly patterns: RobotsPattern[];
  crawlDelay: number | null;
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
const STEP_BUDGET = 50_000_000;

class ParsedRules implements RobotsRules {
  readonly #groups: readonly Group[];
  readonly #selections = new Map<string, Selection>();

  constructor(groups: readonly Group[]) {
    this.#groups = groups;
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
    const own = this.#groups.filter(({ agents }) => agents.has(token));
    const selection = merge(own.length > 0 ? own : this.#groups.filter(({ everyone }) => everyone));
    this.#selections.set(token, selection);
    return selection;
  }
}

/** Groups for the same crawler are one (RFC 9309 §2.2.1). */
function merge(groups: readonly Group[]): Selection {
  const patterns = groups.flatMap((group) => group.patterns);
  patterns.sort((a, b) => b.length - a.length || Number(b.allow) - Number(a.allow));
  const delays = groups.flatMap(({ crawlDelay }) => (crawlDelay === null ? [] : [crawlDelay]));
  return { patterns, crawlDelay: delays.length === 0 ? null : Math.max(...delays) };
}

/** Only whole or cut-off UTF-8 marks at the very beginning: other octets make the first line unreadable, as they should. */
function withoutByteOrderMark(octets: string): string {
  return octets.replace(/^\xef(?:\xbb\xbf?)?/, '');
}

function parseGroups(octets: string): Group[] {
  const groups: Group[] = [];
  let group: Group | null = null;
  let rulesSeen = false;
  for (const line of octets.split(/\r\n|\r|\n/)) {
    const entry = parseLine(line);
    if (entry === null) continue;
    if (entry.key === 'user-agent') {
      if (group === null || rulesSeen) {
        group = { agents: new Set(), everyone: false, patterns: [], crawlDelay: null };
        groups.push(group);
        rulesSeen = false;
      }
      addAgent(group, entry.value);
    } else if (group !== null && entry.key === 'crawl-delay') {
      // Not a rule of the RFC, so it must not end the list of crawlers either (§2.2.4).
      group.crawlDelay = larger(group.crawlDelay, seconds(entry.value));
    } else if (group !== null && (entry.key === 'allow' || entry.key === 'disallow')) {
      rulesSeen = true;
      addRule(group, entry.key === 'allow', entry.value);
    }
  }
  return groups;
}

function addAgent(group: Group, value: string): void {
  // An asterisk with anything behind a blank is still everyone.
  if (/^\*(?:\s|$)/.test(value)) group.everyone = true;
  const token = /^[a-z_-]+/i.exec(value);
  if (token !== null) group.agents.add(token[0].toLowerCase());
}

function addRule(group: Group, allow: boolean, value: string): void {
  if (value === '') return;
  group.patterns.push(compilePattern(value, allow));
  const directory = allow ? directoryOfIndexPage(value) : null;
  if (directory !== null) group.patterns.push(compilePattern(directory, true));
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

/** Milliseconds of "10", "0.5" or "10 s"; null for anything else. */
function seconds(value: string): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,6})?|\.\d{1,6})\s*(?:s|sec|seconds)?$/i.exec(value);
  return match === null ? null : Math.round(Number(match[1]) * 1000);
}

type Key = 'user-agent' | 'allow' | 'disallow' | 'crawl-delay';

/** Beginnings that count as a key, the misspellings of Google's parser among them. */
const KEYS: readonly (readonly [RegExp, Key])[] = [
  [/^user[- ]?agent/i, 'user-agent'],
  [/^allow/i, 'allow'],
  [/^(?:dis{1,2}al{1,2}ow|diasllow|disallaw)/i, 'disallow'],
  [/^crawl-?delay/i, 'crawl-delay'],
];

/** Letters of a line that are read, as many as Google's parser: eight times the longest URL of old browsers. */
const LINE_LENGTH = 2083 * 8;

function parseLine(line: string): { key: Key; value: string } | null {
  const text = trim(line.slice(0, LINE_LENGTH - 1).split('#', 1)[0] as string);
  let separator = text.indexOf(':');
  if (separator < 0) {
    // The colon is forgotten at times; two words alone are understood.
    const words = /^[^ \t]+[ \t]+[^ \t]+$/.test(text);
    separator = words ? text.search(/[ \t]/) : -1;
  }
  if (separator <= 0) return null;
  const name = trim(text.slice(0, separator));
  const key = KEYS.find(([pattern]) => pattern.test(name))?.[1];
  return key === undefined ? null : { key, value: trim(text.slice(separator + 1)) };
}

/** Blanks of ASCII alone: the octet A0 is half a Chinese letter here, not a no-break space. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
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
