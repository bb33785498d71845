import type { CreditCandidate, Page } from '../page/types.js';
import type { NameMatch, Policy } from '../policy/types.js';
import { parseUrl } from '../url.js';
import { isPublisherName } from './article-credit.js';
import type { Check, CheckInput, RawFinding } from './types.js';

/** A candidate that credits the publisher, with how it does. */
interface PublisherCredit {
  readonly credit: CreditCandidate;
  readonly match: Extract<NameMatch, { kind: 'publisher' | 'alias' }>;
}

/**
 * Clause “转载时必须注明‘来源:…’”: the article's own, visible credit names the publisher. A credit of a picture, in a
 * sidebar, in the copied notice or in the page's metadata is none.
 */
export const creditCheck: Check = {
  name: 'credit',
  codes: [
    'credit-missing',
    'credit-wrong',
    'credit-hidden',
    'source-vague',
    'credit-form',
    'credit-unlabelled',
    'credit-multiple',
    'credit-metadata',
  ],
  run(input) {
    const { page, policy } = input;
    const shown = page.credits.filter(
      (credit) => isArticleLevel(credit, policy) && credit.visible && credit.name !== '' && credit.kind === 'article',
    );
    const others = shown.filter((credit) => namesSomebodyElse(credit, policy));
    const ofPublisher = shown
      .filter(({ label }) => label !== null || others.length === 0)
      .flatMap((credit) => matchPublisher(credit, policy) ?? []);
    if (ofPublisher.length > 0) return judgeForm(input, best(ofPublisher, policy), others);
    if (isPublishersAccount(page, policy)) return [];
    const absence = judgeAbsence(input, shown);
    const hidden = hiddenCredit(input);
    // What is hidden is not missing: one fact, told once.
    const told = hidden.length > 0 ? absence.filter(({ code }) => code !== 'credit-missing') : absence;
    return [...told, ...hidden, ...metadataCredit(input)];
  },
};

/** Head and tail credit the article; a line that quotes the notice does not, wherever it stands. */
function isArticleLevel(credit: CreditCandidate, policy: Policy): boolean {
  return (credit.zone === 'head' || credit.zone === 'tail') && !policy.isNotice(credit.raw);
}

/** Rejected aliases credit somebody else; of several names, one that fits is enough. */
function matchPublisher(credit: CreditCandidate, policy: Policy): PublisherCredit | null {
  for (const name of [credit.name, ...credit.names]) {
    const match = policy.matchName(name);
    if (match.kind === 'publisher' || (match.kind === 'alias' && match.alias.policy !== 'reject')) {
      if (!policy.isVague(name)) return { credit, match };
    }
  }
  return null;
}

/** The page's account bears the publisher's name and nothing else is credited: the `account` check answers for it. */
export function isPublishersAccount({ platform, credits }: Page, policy: Policy): boolean {
  if (platform === null || policy.data.kind !== 'notice') return false;
  const match = policy.matchName(platform.account);
  if (match.kind !== 'publisher' && match.kind !== 'alias') return false;
  return !credits.some(
    ({ kind, label, visible, zone }) =>
      kind === 'article' && label !== null && visible && (zone === 'head' || zone === 'tail'),
  );
}

function best(credits: readonly PublisherCredit[], policy: Policy): PublisherCredit {
  const rank = ({ credit, match }: PublisherCredit): number => {
    const label =
      credit.label === null
        ? 3
        : { preferred: 0, traditional: 1, accepted: 2, other: 2 }[policy.matchLabel(credit.label)];
    return label + (match.kind === 'alias' && match.alias.policy === 'warn' ? 2 : 0) + (match.traditional ? 0.5 : 0);
  };
  return [...credits].sort((a, b) => rank(a) - rank(b))[0];
}

/** The publisher is credited: is it in the words of the notice, and alone? */
function judgeForm(
  input: CheckInput,
  { credit, match }: PublisherCredit,
  others: readonly CreditCandidate[],
): RawFinding[] {
  const { policy } = input;
  const findings: RawFinding[] = [];
  if (policy.data.kind === 'law') return findings;
  const fix = creditFix(policy, hrefAt(input.page, credit) ?? addressOfOriginal(input));
  if (credit.label === null) findings.push(at(credit, 'credit-unlabelled', policy, fix));
  const label = credit.label === null ? 'preferred' : policy.matchLabel(credit.label);
  const variant =
    match.kind === 'alias' && match.alias.policy === 'warn'
      ? 'alias'
      : label === 'accepted' || label === 'other'
        ? 'label'
        : label === 'traditional' || match.traditional
          ? 'traditional'
          : null;
  if (variant !== null) findings.push(at(credit, 'credit-form', policy, fix, { variant }));
  const contradicted = contradiction(credit, others, policy);
  if (contradicted !== null) findings.push(at(contradicted, 'credit-multiple', policy, null, { variant: 'open' }));
  else if (credit.openList) findings.push(at(credit, 'credit-multiple', policy, null, { variant: 'open' }));
  else if (credit.names.length > 1 && policy.matchName(credit.name).kind === 'other') {
    findings.push(at(credit, 'credit-multiple', policy, null));
  }
  return findings;
}

/** Without one, what stands behind a label is an ornament, not a name. */
const LETTER = /[\p{L}\p{N}]/u;

/** A label names somebody else: a name that stands alone, be it the publisher's, is then a column or a button. */
function namesSomebodyElse(credit: CreditCandidate, policy: Policy): boolean {
  const { label, name } = credit;
  return label !== null && LETTER.test(name) && matchPublisher(credit, policy) === null && !policy.isVague(name);
}

/**
 * Another answer to the same question, which a person must weigh: below the headline where the publisher stands only at
 * the end, or beside it under the same label. 来源：甲报（转自乙报） are two questions: the chain names both.
 */
function contradiction(
  credit: CreditCandidate,
  others: readonly CreditCandidate[],
  policy: Policy,
): CreditCandidate | null {
  const isSource = ({ label }: CreditCandidate): boolean => policy.matchLabel(label ?? '') === 'preferred';
  return (
    others.find((other) =>
      other.zone === credit.zone ? isSource(other) && isSource(credit) : other.zone === 'head',
    ) ?? null
  );
}

/** Nobody credits the publisher: who is credited instead? */
function judgeAbsence(input: CheckInput, shown: readonly CreditCandidate[]): RawFinding[] {
  const { page, policy } = input;
  const fix = creditFix(policy, addressOfOriginal(input));
  const named = shown.filter((credit) => !policy.isVague(credit.name));
  const labelled =
    named.find(({ label, zone }) => label !== null && zone === 'head') ?? named.findLast(({ label }) => label !== null);
  const vague = shown.find((credit) => credit.label !== null && policy.isVague(credit.name));
  const wrong = labelled ?? (vague === undefined ? named[0] : undefined);
  if (wrong !== undefined) {
    const match = [wrong.name, ...wrong.names].map((name) => policy.matchName(name).kind);
    const variant = match.includes('lookalike') ? 'lookalike' : match.includes('alias') ? 'alias' : null;
    return [at(wrong, 'credit-wrong', policy, fix, variant === null ? {} : { variant })];
  }
  if (vague !== undefined) return [at(vague, 'source-vague', policy, fix)];
  const empty = page.credits.find(
    (credit) =>
      isArticleLevel(credit, policy) &&
      credit.kind === 'article' &&
      credit.visible &&
      credit.label !== null &&
      credit.name === '',
  );
  if (empty !== undefined) return [at(empty, 'credit-missing', policy, fix, { variant: 'empty' })];
  return [
    {
      code: 'credit-missing',
      expected: policy.data.credit.wording,
      found: nearest(page, policy)?.raw ?? null,
      anchor: page.titleSpan === null ? 'page' : 'zone',
      span: page.titleSpan,
      element: null,
      fix,
    },
  ];
}

/** What somebody may have taken for the credit: the publisher's name in another place, else the account. */
function nearest(page: Page, policy: Policy): CreditCandidate | null {
  const visible = page.credits.filter((credit) => credit.visible && credit.name !== '');
  return (
    visible.find((credit) => credit.names.some((name) => policy.matchName(name).kind === 'publisher')) ??
    visible.find(({ kind }) => kind === 'account') ??
    null
  );
}

/** The article to link to, where it is known and the publisher's own. */
function addressOfOriginal({ original, policy }: CheckInput): string | null {
  const url = original?.url == null ? null : parseUrl(original.url);
  return url !== null && policy.ownsHost(url.hostname) ? url.href : null;
}

function hiddenCredit(input: CheckInput): RawFinding[] {
  const { page, policy } = input;
  const hidden = page.credits.find(
    (credit) =>
      !credit.visible &&
      credit.kind === 'article' &&
      credit.name !== '' &&
      matchPublisher(credit, policy) !== null &&
      !policy.isNotice(credit.raw),
  );
  if (hidden === undefined || policy.data.kind === 'law') return [];
  return [at(hidden, 'credit-hidden', policy, creditFix(policy, addressOfOriginal(input)))];
}

const SOURCE_METADATA =
  /^(?:source|contentsource|content-source|mediaid|copyright|author|article:author|og:article:author|article:publisher|dc\.source|dc\.publisher|syndication-source|original-source|jsonld:(?:publisher|author|sourceorganization))$/;

/** Metadata can agree with a visible line; it cannot replace one. */
function metadataCredit(input: CheckInput): RawFinding[] {
  const { page, policy } = input;
  if (policy.data.kind === 'law') return [];
  const entry = page.metadata.find(({ name, value }) => {
    return SOURCE_METADATA.test(name) && isPublisherName(value.replace(/^[^:：]{1,6}[:：]\s*/, ''), policy);
  });
  if (entry === undefined) return [];
  return [
    {
      code: 'credit-metadata',
      expected: policy.data.credit.wording,
      found: `${entry.name}=${entry.value}`,
      anchor: 'exact',
      span: entry.span,
      element: null,
      fix: creditFix(policy, addressOfOriginal(input)),
    },
  ];
}

function at(
  credit: CreditCandidate,
  code: string,
  policy: Policy,
  fix: string | null,
  values: Record<string, string> = {},
): RawFinding {
  return {
    code,
    expected: policy.data.credit.wording,
    found: credit.raw,
    anchor: 'exact',
    span: credit.span,
    element: credit.element,
    fix,
    values,
  };
}

/** The link a credited name carries, where it has one. */
function hrefAt(page: Page, credit: CreditCandidate): string | null {
  return page.links.find(({ element }) => element === credit.element)?.href ?? null;
}

/** The credit line in the words of the notice, ready to paste. */
export function creditFix(policy: Policy, href: string | null): string | null {
  const { wording, labels } = policy.data.credit;
  const { name } = policy.data.publisher;
  if (name === '') return null;
  if (href === null || !/^https?:/i.test(href)) return `<p>${escapeHtml(wording)}</p>`;
  return `<p>${escapeHtml(labels.preferred)}：<a href="${escapeHtml(href)}">${escapeHtml(name)}</a></p>`;
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? letter);
