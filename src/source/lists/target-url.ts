import { createRequire } from 'node:module';
import type { Language } from '../../policy/types.js';
import { parseUrl } from '../../url.js';
import { listMessages } from './messages.js';
import { findAddress, isPlainAddress } from './typed-address.js';
import type { ListEntry } from './types.js';

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
/** `host.tld`, `host:port/…`: no scheme, but an address as people type it. */
const BARE_HOST = /^([^\s/?#@:]+)(?::\d{1,5})?(?=[/?#]|$)/;
const LONGEST_SHOWN = 120;

/**
 * An http(s) URL in the one spelling that equal addresses share: parsed by the WHATWG URL standard (host in
 * lower case and punycode, default port and dot segments gone), without the fragment, which never reaches a server.
 * A missing scheme is taken as http where the host has a public suffix that ICANN knows, as a browser would.
 */
export function parseTargetUrl(raw: string): URL | null {
  const text = raw.trim();
  const scheme = SCHEME.exec(text)?.[1].toLowerCase();
  let written = text;
  if (scheme !== 'http' && scheme !== 'https') {
    const host = BARE_HOST.exec(text)?.[1];
    // A single label is a word: 网址, 公司 and 在线 are top-level domains too.
    if (host === undefined || !host.includes('.') || !hasPublicSuffix(host)) return null;
    written = `http://${text}`;
  } else if (!/^https?:\/\//i.test(text)) {
    return null;
  }
  if (/\s/.test(written)) return null;
  const url = parseUrl(written);
  if (url === null || url.hostname === '') return null;
  // Setting it parses the address again, and few have one.
  if (written.includes('#')) url.hash = '';
  return url;
}

// Most lists give whole addresses: the Public Suffix List is loaded for the first one without a scheme. `import()` will
// not do for that, since tables are searched for addresses in one go.
const require = createRequire(import.meta.url);
let suffixes: typeof import('tldts') | undefined;

function hasPublicSuffix(host: string): boolean {
  suffixes ??= require('tldts') as typeof import('tldts');
  return suffixes.parse(host).isIcann === true;
}

/** A cell or line that begins with an address: cheap enough to try on every cell of a table. */
export function looksLikeUrl(text: string): boolean {
  const trimmed = text.trim();
  if (isPlainAddress(trimmed)) return parseTargetUrl(trimmed) !== null;
  if (!/^https?[:：]/i.test(trimmed) && (!trimmed.includes('.') || trimmed.length >= 2048)) return false;
  const found = findAddress(trimmed);
  return found.kind === 'one' && found.start === 0 && parseTargetUrl(found.text) !== null;
}

/** Whether an address stands somewhere in a text. */
export const holdsAddress = (text: string): boolean => /https?[:：]\/\/\S/i.test(text);

/** The one address of a line, or why there is none that could be taken. */
export function readAddress(text: string): URL | 'several' | null {
  if (isPlainAddress(text)) return parseTargetUrl(text);
  const found = findAddress(text);
  if (found.kind === 'several') return 'several';
  return found.kind === 'one' ? parseTargetUrl(found.text) : null;
}

/** The entry for one line: its URL, or why there is none. */
export function entryOf(line: number, raw: string, language: Language, changed?: number): ListEntry {
  const text = raw.trim();
  const url = readAddress(text);
  if (url instanceof URL) return { line, raw: text, url: url.href, ...(changed === undefined ? {} : { changed }) };
  const scheme = SCHEME.exec(text)?.[1];
  const messages = listMessages(language);
  const at = String(line);
  if (url === 'several') return problemEntry(line, text, messages.severalUrls(at, shorten(text)));
  const known = scheme !== undefined && /^(ftp|file|mailto|javascript|data|tel|about|weixin)$/i.test(scheme);
  return problemEntry(line, text, known ? messages.notWeb(at, scheme) : messages.notUrl(at, shorten(text)));
}

/** A line that names no target. */
export function problemEntry(line: number, raw: string, message: string): ListEntry {
  return { line, raw, url: null, problem: { kind: 'invalid-target', message } };
}

/** A text as a message can show it: garbage must not move the cursor of a terminal. */
function shorten(text: string): string {
  const shown = text.slice(0, LONGEST_SHOWN).replace(/\p{Cc}+/gu, ' ');
  return text.length <= LONGEST_SHOWN ? shown : `${shown}…`;
}
