import { compilePattern, directoryOfIndexPage, type RobotsPattern } from './robots-pattern.js';

/** One list of crawlers with the rules for them. */
export interface Group {
  /** Product tokens in lower case; `*` stands for all crawlers without a group of their own. */
  readonly agents: Set<string>;
  readonly patterns: RobotsPattern[];
}

/** Stands for every crawler in a group's list. */
export const EVERYONE = '*';

/** A robots.txt, read. */
export interface RobotsFile {
  readonly groups: readonly Group[];
  /** Milliseconds by product token in lower case. */
  readonly crawlDelays: ReadonlyMap<string, number>;
}

/**
 * Reads the lines of a robots.txt.
 * @param octets as Latin-1 letters
 */
export function parseRobotsFile(octets: string): RobotsFile {
  const reader = new Reader();
  for (const line of withoutByteOrderMark(octets).split(/\r\n|\r|\n/)) {
    const entry = parseLine(line);
    if (entry === null) continue;
    if (entry.key === 'user-agent') reader.userAgent(entry.value);
    else if (entry.key === 'crawl-delay') reader.crawlDelay(entry.value);
    else reader.rule(entry.key === 'allow', entry.value);
  }
  return reader;
}

/** Puts lines together to groups. */
class Reader implements RobotsFile {
  readonly groups: Group[] = [];
  readonly crawlDelays = new Map<string, number>();
  /** The group open at present; null before the first `user-agent`. */
  #group: Group | null = null;
  #ruleSeen = false;
  /** The crawlers a delay is for: those of the `user-agent` lines right above it. */
  #delayed: string[] = [];
  #delaySeen = false;

  userAgent(value: string): void {
    if (this.#group === null || this.#ruleSeen) {
      this.#group = { agents: new Set(), patterns: [] };
      this.groups.push(this.#group);
    }
    // A delay is no rule of the RFC, so it must not end a group (§2.2.4); but crawlers named below it have not asked for it.
    if (this.#ruleSeen || this.#delaySeen) this.#delayed = [];
    this.#ruleSeen = false;
    this.#delaySeen = false;
    const agent = agentOf(value);
    if (agent === null) return;
    this.#group.agents.add(agent);
    this.#delayed.push(agent);
  }

  crawlDelay(value: string): void {
    this.#delaySeen = true;
    const delay = milliseconds(value);
    if (delay === null) return;
    for (const agent of this.#delayed) {
      this.crawlDelays.set(agent, Math.max(delay, this.crawlDelays.get(agent) ?? 0));
    }
  }

  rule(allow: boolean, value: string): void {
    if (this.#group === null) return;
    this.#ruleSeen = true;
    if (value === '') return;
    const { patterns } = this.#group;
    patterns.push(compilePattern(value, allow));
    const directory = allow ? directoryOfIndexPage(value) : null;
    if (directory !== null) patterns.push(compilePattern(directory, true));
  }
}

/** Only whole or cut-off UTF-8 marks at the very beginning: other octets make the first line unreadable, as they should. */
function withoutByteOrderMark(octets: string): string {
  return octets.replace(/^\xef(?:\xbb\xbf?)?/, '');
}

/** The name of a `user-agent` line; null when nothing of it can be one. */
function agentOf(value: string): string | null {
  // An asterisk with anything behind a blank is still everyone.
  if (/^\*(?:\s|$)/.test(value)) return EVERYONE;
  return /^[a-z_-]+/i.exec(value)?.[0].toLowerCase() ?? null;
}

/** Milliseconds of "10", "0.5" or "10 s"; null for anything else. */
function milliseconds(value: string): number | null {
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
