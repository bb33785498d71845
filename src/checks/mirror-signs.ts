/** Signs that a page is a copy of the publisher's site rather than of one of its articles. */
import { foldText } from '../page/fold.js';
import type { Page, Span, TextBlock } from '../page/types.js';
import type { Policy } from '../policy/types.js';
import { parseUrl } from '../url.js';

export interface Sign {
  /** As shown to people. */
  readonly text: string;
  readonly span: Span | null;
}

export interface Signs {
  /** What only the publisher's own site has a reason to carry. */
  readonly strong: readonly Sign[];
  /** What others may have a good reason for; counts beside other signs only. */
  readonly weak: readonly Sign[];
}

const NONE: Signs = { strong: [], weak: [] };

export function findSigns(page: Page, policy: Policy): Signs {
  const strong = [...identitySigns(page, policy), ...templateSign(page, policy)];
  const name = siteNameSign(page, policy);
  // Metadata is read on pages that show another sign: on nearly all there is none.
  if (strong.length === 0 && name.length === 0) return NONE;
  return { strong, weak: [...name, ...canonicalSign(page, policy)] };
}

/**
 * Registration numbers and the copyright line in the site's own furniture: an article may quote them, a footer
 * claims them. What came along with a copied notice came in one piece, and is one sign however much there is of it.
 */
function identitySigns(page: Page, policy: Policy): Sign[] {
  const { kinds, tells } = identityOf(policy);
  if (!tells.some((tell) => page.mentions(tell))) return [];
  const found: { text: string; block: number }[] = [];
  for (const marks of kinds) {
    for (const mark of marks) {
      const block = findInFurniture(page, mark);
      if (block < 0) continue;
      found.push({ text: mark.value, block });
      break;
    }
  }
  const signOf = ({ text, block }: { text: string; block: number }): Sign => ({ text, span: page.blocks[block].span });
  if (found.length < 2) return found.map(signOf);
  const copied = found.filter(({ block }) => isBesideNotice(page.blocks, block, policy));
  const apart = found.filter((one) => !copied.includes(one));
  if (copied.length === 0) return apart.map(signOf);
  return [...apart.map(signOf), { ...signOf(copied[0]), text: copied.map(({ text }) => text).join(' + ') }];
}

/** Lines between the notice and the numbers below it, at most. */
const REACH = 3;

function isBesideNotice(blocks: readonly TextBlock[], index: number, policy: Policy): boolean {
  return blocks.slice(Math.max(0, index - REACH), index + REACH + 1).some(({ text }) => policy.isNotice(text));
}

/** One value of the site's identity, with how it is recognised. */
interface IdentityMark {
  readonly value: string;
  /** Stands in it whatever is written around it: the digits of a number, the name in a copyright line. */
  readonly tell: string;
  matches(compactText: string): boolean;
}

interface Identity {
  /** By kind: one of a kind is enough. */
  readonly kinds: readonly (readonly IdentityMark[])[];
  /** A page without any of these has none of them. */
  readonly tells: readonly string[];
}

const identities = new WeakMap<Policy, Identity>();

function identityOf(policy: Policy): Identity {
  let identity = identities.get(policy);
  if (identity === undefined) {
    const kinds = Object.entries(policy.data.publisher.siteIdentity ?? {}).map(([kind, values]) =>
      (values as readonly string[]).map(kind === 'copyrightLine' ? copyrightMark : numberMark),
    );
    identity = { kinds, tells: kinds.flat().map(({ tell }) => tell) };
    identities.set(policy, identity);
  }
  return identity;
}

/** A number is known by its digits: they survive every way of writing the letters around. */
function numberMark(value: string): IdentityMark {
  const wanted = compact(value);
  return { value, tell: /\d{4,}/.exec(wanted)?.[0] ?? wanted, matches: (text) => text.includes(wanted) };
}

/** A copyright line runs on: the years in it do not tell one site from another. */
function copyrightMark(value: string): IdentityMark {
  const wanted = withoutYears(compact(value));
  const tell = wanted.match(/\p{Script=Han}+/gu)?.sort((a, b) => b.length - a.length)[0] ?? wanted;
  return { value, tell, matches: (text) => withoutYears(text).includes(wanted) };
}

/** Index of the block of the site's furniture with the mark; -1 where there is none. */
function findInFurniture(page: Page, { tell, matches }: IdentityMark): number {
  return page.blocks.findIndex(
    ({ visible, zone, text }) =>
      visible && (zone === 'outside' || zone === 'tail') && text.includes(tell) && matches(compact(text)),
  );
}

const compact = (text: string): string => foldText(text).replaceAll(' ', '').toLowerCase();
const withoutYears = (text: string): string => text.replace(/(?:19|20)\d{2}年?|[-–—~至]/g, '');

/** Style sheets of the publisher: its template. A single script is no sign, its share widget is widely copied. */
function templateSign(page: Page, policy: Policy): Sign[] {
  for (const host of policy.data.publisher.hosts.filter((own) => page.mentions(own))) {
    let scripts = 0;
    const { markup } = page;
    for (let at = markup.indexOf(host); at >= 0; at = markup.indexOf(host, at + host.length)) {
      const start = markup.lastIndexOf('<', at);
      const name = /^<(link|script)\s/i.exec(markup.slice(start, start + 8))?.[1].toLowerCase();
      if (name === undefined || markup.slice(start, at).includes('>')) continue;
      const end = markup.indexOf('>', at);
      const tag = markup.slice(start, end < 0 ? Number.POSITIVE_INFINITY : end + 1);
      const address = /(?:src|href)\s*=\s*["']?\s*([^"'\s>]+)/i.exec(tag)?.[1] ?? '';
      if (!policy.ownsHost(parseUrl(address, 'https://page.invalid/')?.hostname ?? '')) continue;
      if (name === 'script') scripts++;
      if (scripts > 1 || /rel\s*=\s*["']?[^"'>]*stylesheet/i.test(tag)) {
        return [{ text: address, span: { start, end: start + tag.length } }];
      }
    }
  }
  return [];
}

/** The page calls its site by the publisher's name: “…-北疆新闻网” at the end of `<title>`. */
function siteNameSign(page: Page, policy: Policy): Sign[] {
  const last = page.documentTitle.split(/\s*[-_|–—]+\s*/).at(-1) ?? '';
  if (last === '' || last === page.documentTitle) return [];
  const match = policy.matchName(last);
  const isName = match.kind === 'publisher' || (match.kind === 'alias' && match.alias.kind === 'site');
  return isName ? [{ text: `<title>…${last}`, span: null }] : [];
}

/** A canonical address at the publisher: alone it is what a well-meaning partner sets. */
function canonicalSign(page: Page, policy: Policy): Sign[] {
  const entry = page.metadata.find(
    ({ name, value }) =>
      (name === 'link:canonical' || name === 'og:url') && policy.ownsHost(parseUrl(value)?.hostname ?? ''),
  );
  return entry === undefined ? [] : [{ text: `${entry.name.replace('link:', '')}=${entry.value}`, span: entry.span }];
}
