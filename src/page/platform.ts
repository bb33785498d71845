/** Content platforms: which one a page is from, whose account published this copy, and where it says the original is. */
import { decodeHTMLAttribute } from 'entities';
import { parseUrl } from '../url.js';
import { isWordByte } from './bytes.js';
import { TELLING } from './marks.js';
import { ScriptText } from './script-text.js';
import { bindSelector, matchesSelector } from './selector-match.js';
import { type Compound, parseSelector } from './selector-syntax.js';
import { TAG_NAMES } from './tags.js';
import type { PageTree } from './tree.js';
import type { Span } from './types.js';
import { FURNITURE } from './vocabulary.js';

/** One entry of rules/platforms.yaml. Data only: hosts, selectors of names and classes, names of script variables. */
export interface PlatformData {
  readonly id: string;
  readonly name: string;
  /** Other names people use for it, in lists of accounts. */
  readonly aliases?: readonly string[];
  /** Registrable hosts or exact ones; subdomains are included. */
  readonly hosts: readonly string[];
  /** Where no address is known, the page is the platform's when every one of these selectors finds something. */
  readonly markers: readonly string[];
  /** Where the account's name stands; the first selector that finds a text wins. */
  readonly account: readonly string[];
  /**
   * Paths of account pages. Where given, the account's element must be, or stand in, a link to one of them; what
   * follows the path is the account's id.
   */
  readonly accountPaths?: readonly string[];
  /** Script variables that hold the account's name, where no element shows it. */
  readonly accountVariables?: readonly string[];
  /** Where the account's id stands: a script variable. */
  readonly accountId?: readonly string[];
  /** Script variables that hold the address of the original (阅读原文). */
  readonly originalVariables?: readonly string[];
  /** Links to the original. */
  readonly originalLinks?: readonly string[];
}

export interface Platform {
  readonly data: PlatformData;
  /** Element that holds the account's name; -1 where a script variable does. */
  readonly accountElement: number;
  /** The script variable that holds it. */
  readonly accountVariable: { readonly value: string; readonly span: Span } | null;
  readonly accountId: string | null;
  readonly original: { readonly href: string; readonly span: Span } | null;
}

/**
 * The names any of the platforms' selectors begins with, as bytes: a page without one of them is on none, by its markup.
 */
export function tellsOf(platforms: readonly PlatformData[]): readonly Buffer[] {
  let tells = tellsBy.get(platforms);
  if (tells === undefined) {
    const names = platforms.flatMap(({ markers, account, originalLinks }) =>
      [...markers, ...account, ...(originalLinks ?? [])].flatMap((selector) => tellOf(selector) ?? []),
    );
    tells = [...new Set(names)].map((name) => Buffer.from(name, 'utf8'));
    tellsBy.set(platforms, tells);
  }
  return tells;
}

const tellsBy = new WeakMap<readonly PlatformData[], readonly Buffer[]>();

function tellOf(selector: string): string | null {
  const compounds = compiledSelector(selector);
  return compounds === null ? null : (compounds[0].id ?? compounds[0].classes[0] ?? null);
}

/** The host is a platform's: its pages may show their account by script alone. */
export function isPlatformHost(host: string | null, platforms: readonly PlatformData[]): boolean {
  return host !== null && platforms.some((data) => isOnPlatform(host, data));
}

const isOnPlatform = (host: string, { hosts }: PlatformData): boolean =>
  hosts.some((own) => host === own || host.endsWith(`.${own}`));

export function detectPlatform(
  tree: PageTree,
  marks: Uint8Array,
  host: string | null,
  platforms: readonly PlatformData[],
): Platform | null {
  const page: MarkedTree = { tree, named: markedElements(marks, tree.count) };
  for (const data of platforms) {
    if (host === null ? !hasMarkers(page, data) : !isOnPlatform(host, data)) continue;
    const accountElement = findAccount(page, data);
    const accountVariable = accountElement < 0 ? firstVariable(tree, data.accountVariables ?? []) : null;
    // A host has pages of other kinds too: without an account it is a page like any other.
    if (accountElement < 0 && accountVariable === null) continue;
    return {
      data,
      accountElement,
      accountVariable,
      accountId: pageOfAccount(tree, accountElement, data) ?? firstVariable(tree, data.accountId ?? [])?.value ?? null,
      original: originalOf(page, data),
    };
  }
  return null;
}

/** Copied to another site, the markup stays the platform's and its scripts do nothing: the address tells, if known. */
const hasMarkers = (page: MarkedTree, { markers }: PlatformData): boolean =>
  markers.length > 0 && markers.every((marker) => findElement(page, marker) >= 0);

/** A page's elements, and those that bear a name some platform's selectors look for. */
interface MarkedTree {
  readonly tree: PageTree;
  readonly named: readonly number[];
}

function markedElements(marks: Uint8Array, count: number): number[] {
  const named: number[] = [];
  for (let element = 1; element < count; element++) if ((marks[element] & TELLING) !== 0) named.push(element);
  return named;
}

function findAccount(page: MarkedTree, data: PlatformData): number {
  const { tree } = page;
  const isAccount = (element: number): boolean =>
    isName(tree, element) && (data.accountPaths === undefined || pageOfAccount(tree, element, data) !== null);
  for (const selector of data.account) {
    const element = findElement(page, selector, isAccount);
    if (element >= 0) return element;
  }
  return -1;
}

/** Elements between a name and the link around it, at most. */
const NESTING = 4;

/** The account's id, from the link to its page that the element is or stands in; null without one. */
function pageOfAccount(tree: PageTree, element: number, { accountPaths = [] }: PlatformData): string | null {
  for (let at = element, steps = 0; at > 0 && steps < NESTING; at = tree.parent[at], steps++) {
    if (TAG_NAMES[tree.tag[at]] !== 'a') continue;
    const path = parseUrl(tree.attributeOf(at, 'href') ?? '', 'https://page.invalid/')?.pathname ?? '';
    const known = accountPaths.find((start) => path.startsWith(start));
    return known === undefined ? null : path.slice(known.length).replace(/[./].*$/, '');
  }
  return null;
}

function originalOf(page: MarkedTree, data: PlatformData): Platform['original'] {
  const { tree } = page;
  const variable = firstVariable(tree, data.originalVariables ?? []);
  if (variable !== null) return { href: variable.value, span: variable.span };
  for (const selector of data.originalLinks ?? []) {
    const element = findElement(page, selector);
    const href = element < 0 ? null : tree.attributeOf(element, 'href');
    if (href !== null)
      return {
        href: decodeHTMLAttribute(href).trim(),
        span: tree.tagSpan(element),
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
  const text = tree
    .contentOf(element)
    .replace(/<[^>]*>/g, '')
    .trim();
  return text !== '' && !FURNITURE.test(text) && !/^[\d\s:/.-]+$/.test(text);
}

function findElement(
  { tree, named }: MarkedTree,
  selector: string,
  accepts: (element: number) => boolean = () => true,
): number {
  const compounds = compiledSelector(selector);
  const bound = compounds === null ? null : bindSelector(tree, compounds);
  if (bound === null) return -1;
  const [target] = bound;
  const fits = (element: number): boolean => matchesSelector(tree, element, bound) && accepts(element);
  // Names in selectors are tells: elements without one need no closer look.
  if (target.id !== -1 || target.classes.length > 0) return named.find(fits) ?? -1;
  for (let element = 1; element < tree.count; element++) if (fits(element)) return element;
  return -1;
}

/** The first of the variables that a script sets to a string that is not empty. */
function firstVariable(tree: PageTree, names: readonly string[]): { value: string; span: Span } | null {
  for (const name of names) {
    const length = Buffer.byteLength(name);
    /** Where the name stands next. */
    let at = -1;
    for (const script of tree.scripts) {
      const stop = tree.contentEnd[script];
      let text: ScriptText | null = null;
      if (at < tree.tagEnd[script]) at = tree.bytes.indexOf(name, tree.tagEnd[script], 'utf8');
      for (; at >= 0 && at < stop; at = tree.bytes.indexOf(name, at + length, 'utf8')) {
        // Behind a letter or `$` it is a part of a longer name.
        const previous = tree.bytes[at - 1];
        const isPart = isWordByte(previous) || previous === DOLLAR;
        const match = isPart ? null : assignmentAt(tree, at + length, stop);
        const value = match === null ? '' : decodeHTMLAttribute(unescapeScript(match[1] ?? match[2])).trim();
        if (match === null || value === '') continue;
        text ??= new ScriptText(tree.bytes.toString('latin1', tree.tagEnd[script], stop));
        if (!text.isCodeAt(at - tree.tagEnd[script], length)) continue;
        const start = tree.markup.offsetOf(at);
        return { value, span: { start, end: start + name.length + match[0].length } };
      }
      if (at < 0) break;
    }
  }
  return null;
}

const DOLLAR = 0x24;

/** What follows a name that is set to a string. */
const ASSIGNMENT = /^["']?\]?\s*[=:]\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)')/;
/** The beginning of that. */
const OPENING = /^["']?\]?\s*(?:$|[=:]\s*(?:$|["']))/;
/** Bytes in which nearly every one ends: scripts are long, and to decode them whole costs more than the rest. */
const SHORT_ASSIGNMENT = 1024;

function assignmentAt(tree: PageTree, behindName: number, stop: number): RegExpExecArray | null {
  const near = Math.min(stop, behindName + SHORT_ASSIGNMENT);
  const text = tree.markup.text(behindName, near);
  const match = ASSIGNMENT.exec(text);
  if (match !== null || near === stop || !OPENING.test(text)) return match;
  return ASSIGNMENT.exec(tree.markup.text(behindName, stop));
}

const unescapeScript = (text: string): string =>
  text
    .replace(/\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})/g, (_, two, four) =>
      String.fromCharCode(Number.parseInt(two ?? four, 16)),
    )
    .replace(/\\([/"'\\])/g, '$1');
