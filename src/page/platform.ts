/** Content platforms: which one a page is from, whose account published this copy, and where it says the original is. */
import { decodeHTMLAttribute } from 'entities';
import { parseUrl } from '../url.js';
import { TELLING } from './marks.js';
import { type Compound, parseSelector } from './stylesheet.js';
import { TAG_NAMES } from './tags.js';
import type { PageTree } from './tree.js';
import type { Span } from './types.js';
import { matchesSelector } from './visibility.js';
import { FURNITURE } from './vocabulary.js';

/** One entry of rules/platforms.yaml. Data only: hosts, selectors of names and classes, names of script variables. */
export interface PlatformData {
  readonly id: string;
  readonly name: string;
  /** Other names people use for it, in lists of accounts. */
  readonly aliases?: readonly string[];
  /** Registrable hosts or exact ones; subdomains are included. */
  readonly hosts: readonly string[];
  /** Where the address is not known, the page is the platform's when every one of these selectors finds something. */
  readonly markers: readonly string[];
  /** Where the account's name stands; the first selector that finds a text wins. */
  readonly account: readonly string[];
  /** Where the account's id stands: a script variable. */
  readonly accountId?: readonly string[];
  /** Script variables that hold the address of the original (阅读原文). */
  readonly originalVariables?: readonly string[];
  /** Links to the original. */
  readonly originalLinks?: readonly string[];
}

export interface Platform {
  readonly data: PlatformData;
  /** Element that holds the account's name; -1 where none was found. */
  readonly accountElement: number;
  readonly accountId: string | null;
  readonly original: { readonly href: string; readonly span: Span } | null;
}

/** The names any of the platforms' selectors begins with: a page without one of them is on none, by its markup. */
export function tellsOf(platforms: readonly PlatformData[]): ReadonlySet<string> {
  let tells = tellsBy.get(platforms);
  if (tells === undefined) {
    tells = new Set(
      platforms.flatMap(({ markers, account, originalLinks }) =>
        [...markers, ...account, ...(originalLinks ?? [])].flatMap((selector) => tellOf(selector) ?? []),
      ),
    );
    tellsBy.set(platforms, tells);
  }
  return tells;
}

const tellsBy = new WeakMap<readonly PlatformData[], ReadonlySet<string>>();

function tellOf(selector: string): string | null {
  const compounds = compiledSelector(selector);
  return compounds === null ? null : (compounds[0].id ?? compounds[0].classes[0] ?? null);
}

export function detectPlatform(
  tree: PageTree,
  marks: Uint8Array,
  url: string | null,
  platforms: readonly PlatformData[],
): Platform | null {
  const host = url === null ? null : (parseUrl(url)?.hostname ?? null);
  for (const data of platforms) {
    const byHost = host !== null && data.hosts.some((own) => host === own || host.endsWith(`.${own}`));
    const byMarkers = data.markers.length > 0 && data.markers.every((marker) => findElement(tree, marks, marker) >= 0);
    if (!byMarkers && !byHost) continue;
    let accountElement = -1;
    for (const selector of data.account) {
      accountElement = findElement(tree, marks, selector, (element) => isName(tree, element));
      if (accountElement >= 0) break;
    }
    // A host has pages of other kinds too: without an account it is a page like any other.
    if (accountElement < 0) continue;
    return {
      data,
      accountElement,
      accountId: firstVariable(tree, data.accountId ?? [])?.value ?? null,
      original: originalOf(tree, marks, data),
    };
  }
  return null;
}

function originalOf(tree: PageTree, marks: Uint8Array, data: PlatformData): Platform['original'] {
  const variable = firstVariable(tree, data.originalVariables ?? []);
  if (variable !== null) return { href: variable.value, span: variable.span };
  for (const selector of data.originalLinks ?? []) {
    const element = findElement(tree, marks, selector);
    const href = element < 0 ? null : tree.attributeOf(element, 'href');
    if (href !== null)
      return {
        href: decodeHTMLAttribute(href).trim(),
        span: { start: tree.tagStart[element], end: tree.tagEnd[element] },
      };
  }
  return null;
}

const selectors = new Map<string, readonly Compound[] | null>();

function compiledSelector(selector: string): readonly Compound[] | null {
  let compounds = selectors.get(selector);
  if (compounds === undefined) selectors.set(selector, (compounds = parseSelector(selector)));
  return compounds;
}

/** An account line also holds tags (原创), dates and buttons in elements of the same kind. */
function isName(tree: PageTree, element: number): boolean {
  const text = tree.html
    .slice(tree.tagEnd[element], tree.contentEnd[element])
    .replace(/<[^>]*>/g, '')
    .trim();
  return text !== '' && !FURNITURE.test(text) && !/^[\d\s:/.-]+$/.test(text);
}

function findElement(
  tree: PageTree,
  marks: Uint8Array,
  selector: string,
  accepts: (element: number) => boolean = () => true,
): number {
  const compounds = compiledSelector(selector);
  if (compounds === null) return -1;
  const [target] = compounds;
  // Names in selectors are tells: elements without one need no closer look.
  const named = target.id !== null || target.classes.length > 0;
  for (let element = 1; element < tree.count; element++) {
    if (named && (marks[element] & TELLING) === 0) continue;
    if (target.tag !== null && TAG_NAMES[tree.tag[element]] !== target.tag) continue;
    if (matchesSelector(tree, element, compounds) && accepts(element)) return element;
  }
  return -1;
}

/** The first of the variables that a script sets to a string that is not empty. */
function firstVariable(tree: PageTree, names: readonly string[]): { value: string; span: Span } | null {
  for (const name of names) {
    const pattern = new RegExp(
      `(?<![\\w$])${name.replace(/[^\w$.]/g, '')}["']?\\s*[=:]\\s*(?:"([^"\\\\]*(?:\\\\.[^"\\\\]*)*)"|'([^'\\\\]*(?:\\\\.[^'\\\\]*)*)')`,
      'g',
    );
    for (const script of tree.scripts) {
      const start = tree.tagEnd[script];
      const text = tree.html.slice(start, tree.contentEnd[script]);
      if (!text.includes(name)) continue;
      for (const match of text.matchAll(pattern)) {
        const value = decodeHTMLAttribute(unescapeScript(match[1] ?? match[2])).trim();
        if (value !== '')
          return { value, span: { start: start + match.index, end: start + match.index + match[0].length } };
      }
    }
  }
  return null;
}

const unescapeScript = (text: string): string =>
  text
    .replace(/\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})/g, (_, two, four) =>
      String.fromCharCode(Number.parseInt(two ?? four, 16)),
    )
    .replace(/\\([/"'\\])/g, '$1');
