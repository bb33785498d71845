/** What to change on a page so that it keeps the notice. Proposals only: the audit decides whether they do. */

import type { Finding } from '../audit/types.js';
import { isArticleCredit, isPublisherName } from '../checks/article-credit.js';
import { escapeHtml } from '../checks/credit.js';
import { classifyLink } from '../checks/links.js';
import type { CreditCandidate, Page, PageLink, Span } from '../page/types.js';
import type { Policy } from '../policy/types.js';
import { afterLastParagraph, insertions } from './insertion.js';
import { articleOf, frontMatter } from './original.js';
import { afterLink, hrefPlace, labelPlace, linkAround, namePlace } from './places.js';
import type { Edit, KnownOriginal, Refusal } from './types.js';

export interface Plan {
  /** Complete repairs, best first; none where there is nothing to do or nothing that can be done. */
  readonly attempts: readonly (readonly Edit[])[];
  /** Why none of them can be taken. */
  readonly refusal: Refusal | null;
}

export interface PlanInput {
  readonly page: Page;
  readonly policy: Policy;
  /** Findings of the checks `credit` and `original-link` that are more than a hint. */
  readonly findings: readonly Finding[];
  readonly original: KnownOriginal | null;
  /** The page does not link to the original that is known. */
  readonly otherOriginal: boolean;
}

export function planRepair(input: PlanInput): Plan {
  const { page, policy, findings } = input;
  const wrong = findings.find(({ code, found }) => code === 'credit-wrong' && !isAlias(creditAt(page, found), policy));
  if (wrong !== undefined) {
    return { attempts: [], refusal: { kind: 'credited-to-another', found: wrong.found ?? '' } };
  }
  const link = planLink(input);
  const attempts = planCredit(input, link.href).map((edits) => distinct([...link.edits, ...edits]));
  const refusal: Refusal | null = link.unknown ? { kind: 'original-unknown' } : null;
  return { attempts: attempts.filter((edits) => edits.length > 0 && fits(edits, page)), refusal };
}

function isAlias(credit: CreditCandidate | null, policy: Policy): boolean {
  return credit !== null && policy.matchName(credit.name).kind === 'alias';
}

interface LinkPlan {
  /** The link that can be mended where it stands. */
  readonly edits: readonly Edit[];
  /** Address that the credit must carry; null where it need not. */
  readonly href: string | null;
  readonly unknown: boolean;
}

/** Link texts that say where they lead. */
const SAYS_ORIGINAL = /原文|查看来源|阅读全文|查看全文/;

function planLink({ page, policy, findings, original, otherOriginal }: PlanInput): LinkPlan {
  const finding = findings.find(({ code }) => code.startsWith('link-'));
  if (finding === undefined && !otherOriginal) return { edits: [], href: null, unknown: false };
  const address = finding?.code === 'link-plain-text' ? addressPlace(finding, page, policy, original) : null;
  if (address !== null) return { edits: [address], href: null, unknown: false };
  const link = finding === undefined ? null : linkOf(finding, page);
  const url = original?.url ?? (link === null ? null : classifyLink(link, page, policy).target);
  if (url === null) return { edits: [], href: null, unknown: true };
  const saysSo = link !== null && (SAYS_ORIGINAL.test(link.text) || isPublisherName(link.text, policy));
  if (link !== null && saysSo && finding!.code !== 'link-platform-copy') {
    const place = hrefPlace(page, link);
    if (place !== null)
      return { edits: [{ ...place, text: quoted(url.href, page, place) }], href: null, unknown: false };
  }
  return { edits: [], href: url.href, unknown: false };
}

function linkOf({ code, location }: Finding, page: Page): PageLink | null {
  if (!['link-not-article', 'link-indirect', 'link-other-article', 'link-platform-copy'].includes(code)) return null;
  return page.links.find(({ span }) => span.start === location?.offset && page.html[span.start] === '<') ?? null;
}

/** The article's address as text is made a link where it stands, if it is the right one. */
function addressPlace(
  { location, found }: Finding,
  page: Page,
  policy: Policy,
  original: KnownOriginal | null,
): Edit | null {
  if (location === null || found === null || location.offset < frontMatter(page.html).length) return null;
  const start = location.offset;
  const end = start + location.length;
  const url = articleOf(/^https?:/i.test(found) ? found : `https://${found}`, policy);
  const right =
    url !== null && (original === null || policy.articleIdentity(url) === policy.articleIdentity(original.url));
  // Markup or references within the address: it is left alone, and the credit gets the link.
  if (!right || page.html.slice(start, end) !== found) return null;
  return { start, end, text: `<a href="${escapeHtml(url.href)}">${found}</a>` };
}

const CREDIT_TO_MEND = ['credit-form', 'credit-unlabelled', 'source-vague', 'credit-wrong'];

/** Edits for the credit, with a link where `href` is given. One list for each way to do it. */
function planCredit(input: PlanInput, href: string | null): Edit[][] {
  const { page, policy, findings } = input;
  const mend = findings.find(({ code }) => CREDIT_TO_MEND.includes(code));
  if (mend !== undefined) {
    const credit = creditAt(page, mend.found);
    return credit === null ? [] : optional(rewritten(page, policy, credit, href));
  }
  const isMissing = findings.some(({ code }) => code === 'credit-missing' || code === 'credit-hidden');
  if (!isMissing) {
    if (href === null) return [[]];
    const credit = publishersCredit(page, policy);
    const line = afterLastParagraph(page, `原文链接：${anchor(href, escapeHtml(href))}`);
    return [
      ...(credit === null ? [] : optional(linked(page, policy, credit, href))),
      ...(line === null ? [] : [[line]]),
    ];
  }
  const empty = page.credits.find((credit) => isArticleCredit(credit) && credit.name === '' && credit.label !== null);
  const ways = insertions(page, creditLine(policy, href)).map((edit) => [edit]);
  return empty === undefined ? ways : [[filled(page, policy, empty, href)], ...ways];
}

const optional = (edits: Edit[] | null): Edit[][] => (edits === null ? [] : [edits]);

/** The publisher's name in a credit made a link, nothing else changed. Null where tags run through the name. */
function linked(page: Page, policy: Policy, credit: CreditCandidate, href: string): Edit[] | null {
  const name = [credit.name, ...credit.names].find((each) => isPublisherName(each, policy));
  const place = name === undefined ? null : namePlace(page, credit, name);
  if (place === null) return null;
  const around = linkAround(page, place);
  if (around !== null) return redirected(page, policy, around, place, href);
  return [{ ...place, text: anchor(href, page.html.slice(place.start, place.end)) }];
}

/**
 * A credit that is there, in the words of the notice. Null where tags run through the name, where it is one of
 * several, and for 来源：人民日报（转自北疆新闻）, which names the true source and the way it came.
 */
function rewritten(page: Page, policy: Policy, credit: CreditCandidate, href: string | null): Edit[] | null {
  const place = namePlace(page, credit, credit.name);
  if (place === null || credit.names.length > 1 || /[（(]\s*$/.test(page.html.slice(0, credit.span.start))) return null;
  const printed = page.html.slice(place.start, place.end);
  const name = policy.matchName(credit.name).kind === 'publisher' ? printed : escapeHtml(policy.data.publisher.name);
  const edits: Edit[] = [];
  const around = linkAround(page, place);
  let text = name;
  if (href !== null && around === null) text = anchor(href, name);
  else if (href !== null && around !== null) edits.push(...redirected(page, policy, around, place, href));
  const label = relabelled(page, policy, credit, place);
  if (credit.label === null && around === null) text = labelOf(policy) + text;
  else if (credit.label === null)
    edits.push({ start: around!.span.start, end: around!.span.start, text: labelOf(policy) });
  else if (label !== null) edits.push(label);
  if (text !== printed) edits.push({ ...place, text });
  return edits;
}

function relabelled(page: Page, policy: Policy, credit: CreditCandidate, name: Span): Edit | null {
  if (credit.label === null || ['preferred', 'traditional'].includes(policy.matchLabel(credit.label))) return null;
  const place = labelPlace(page, credit);
  if (place === null) return null;
  const { preferred } = policy.data.credit.labels;
  // 转自北疆新闻 needs no separator, 来源北疆新闻 does.
  return { ...place, text: place.end === name.start ? labelOf(policy) : escapeHtml(preferred) };
}

/** The name's own link is turned to the original; a link the site needs for itself stays, and gets a neighbour. */
function redirected(page: Page, policy: Policy, link: PageLink, name: Span, href: string): Edit[] {
  const { class: kind, url } = classifyLink(link, page, policy);
  const place = hrefPlace(page, link);
  const isPlatform = url !== null && policy.isPlatformHost(url.hostname);
  // The site's page about the publisher stays; where the name was another, its link goes with it.
  const elsewhere = kind === 'other' && !isPlatform && isPublisherName(page.html.slice(name.start, name.end), policy);
  if (place !== null && !elsewhere) return [{ ...place, text: quoted(href, page, place) }];
  const after = afterLink(page, name);
  return [{ start: after, end: after, text: ` ${anchor(href, '原文链接')}` }];
}

/** `来源：` without a name: the name is put behind it. */
function filled(page: Page, policy: Policy, { span }: CreditCandidate, href: string | null): Edit {
  const colon = /^[ \u00a0]*[:：]/.exec(page.html.slice(span.end))?.[0].length ?? 0;
  const at = span.end + colon;
  const name = escapeHtml(policy.data.publisher.name);
  const separated = colon > 0 || /[:：|｜丨/／—]\s*$/.test(page.html.slice(span.start, span.end));
  const text = (separated ? '' : ':') + (href === null ? name : anchor(href, name));
  return { start: at, end: at, text };
}

/** The credit in the words of the notice, its name linked where there is an address. */
function creditLine(policy: Policy, href: string | null): string {
  const name = escapeHtml(policy.data.publisher.name);
  return labelOf(policy) + (href === null ? name : anchor(href, name));
}

/** What the notice has before the name: 来源: */
function labelOf({ data: { credit, publisher } }: Policy): string {
  const at = credit.wording.indexOf(publisher.name);
  return escapeHtml(at > 0 ? credit.wording.slice(0, at) : `${credit.labels.preferred}：`);
}

const anchor = (href: string, html: string): string => `<a href="${escapeHtml(href)}">${html}</a>`;

/** The address in the quotes that stand there. */
function quoted(href: string, page: Page, { start }: Span): string {
  const mark = page.html[start] === "'" ? "'" : '"';
  return mark + escapeHtml(href).replaceAll("'", '&#39;') + mark;
}

function creditAt(page: Page, found: string | null): CreditCandidate | null {
  return page.credits.find((credit) => isArticleCredit(credit) && credit.raw === found) ?? null;
}

/** The credit a reader takes for the article's, in the best words there are. */
function publishersCredit(page: Page, policy: Policy): CreditCandidate | null {
  const credits = page.credits.filter(
    (credit) =>
      isArticleCredit(credit) &&
      [credit.name, ...credit.names].some((name) => isPublisherName(name.trim(), policy)) &&
      !policy.isNotice(credit.raw),
  );
  return credits.find(({ label }) => label !== null) ?? credits[0] ?? null;
}

/** Link and credit may both want the same place changed the same way. */
function distinct(edits: readonly Edit[]): Edit[] {
  return edits.filter(
    ({ start, end, text }, index) =>
      edits.findIndex((other) => other.start === start && other.end === end && other.text === text) === index,
  );
}

function fits(edits: readonly Edit[], page: Page): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  return sorted.every((edit, index) => {
    const inside = edit.start >= 0 && edit.end <= page.html.length;
    return inside && (index === 0 || edit.start >= sorted[index - 1].end);
  });
}
