/** The audit of one page: bytes and rules in, verdict and findings out. Pure; whatever the page is, it never throws. */
import { hash } from 'node:crypto';
import { CHECKS } from '../checks/index.js';
import type { Authorisation, CheckInput, OriginalFacts, SourceList } from '../checks/types.js';
import { decodeHtml } from '../page/decode.js';
import { findObstacle } from '../page/obstacles.js';
import type { PlatformData } from '../page/platform.js';
import { readPage } from '../page/read.js';
import type { Page } from '../page/types.js';
import type { Vocabulary } from '../page/vocabulary.js';
import { vocabularyOf } from '../policy/reading.js';
import type { Language, Policy } from '../policy/types.js';
import type { Problem } from '../problem.js';
import type { Publisher as PagePublisher } from '../source/licences/types.js';
import type { Fetched, FetchResult } from '../source/types.js';
import { toFinding } from './finding.js';
import { inspectPage } from './inspect.js';
import { mergeLaws } from './merge.js';
import { blockedProblem, problemOf } from './messages.js';
import type { OriginalsAudit, Scope } from './originals.js';
import { SEVERITY_RANK } from './severity.js';
import type { AuditedPage, Finding, InspectedPage, ShownOriginal, ShownSource, Verdict } from './types.js';

export interface AuditOptions {
  /** At least one. The first decides on own hosts. */
  readonly policies: readonly Policy[];
  readonly language: Language;
  readonly platforms?: readonly PlatformData[];
  /** Decides scope by an original or an index; without it every page is taken for a repost. */
  readonly originals?: OriginalsAudit;
  /** HTTP status of links that were followed, by their address. */
  readonly linkStatus?: Readonly<Record<string, number>>;
  /** Asks the authorisation list, for the day of the run; absent without a list. */
  readonly authorisationOf?: (publisher: PagePublisher) => Authorisation;
  /** The list of permitted sources, where the user gave one. */
  readonly sourceList?: SourceList | null;
}

/** Audits what was fetched, or passes on why nothing was. `target` is the name the user gave. */
export function auditFetched(target: string, result: FetchResult, options: AuditOptions): AuditedPage {
  return auditWith(target, result, options, (audited) => audited);
}

/** The same with every credit candidate and link: what `inspect` shows. */
export function inspectFetched(target: string, result: FetchResult, options: AuditOptions): InspectedPage {
  return auditWith(target, result, options, (audited, page) => ({
    ...audited,
    ...inspectPage(page, options.policies[0]),
  }));
}

function auditWith<Result extends AuditedPage>(
  target: string,
  result: FetchResult,
  options: AuditOptions,
  finish: (audited: AuditedPage, page: Page | null) => Result,
): Result {
  if (!result.ok) return finish({ ...unaudited(target, result.url), problem: refusalOf(result, options) }, null);
  try {
    return auditBytes(target, result.fetched, options, finish);
  } catch {
    // A bug of ours must not cost the other targets their audit, nor pass for a verdict on this one.
    return finish({ ...unaudited(target, result.fetched.url), problem: problemOf('internal', options.language) }, null);
  }
}

/** Statuses that say what they mean: a captcha in the form of such a page keeps nobody from an article. */
const GONE: ReadonlySet<number | undefined> = new Set([404, 410]);

/** The problem of a page that could not be had: `blocked` where the refusal's own page is a challenge. */
function refusalOf({ problem, answer }: Extract<FetchResult, { ok: false }>, options: AuditOptions): Problem {
  const { kind, status } = problem;
  if (kind !== 'http' || answer === undefined || answer.bytes.byteLength === 0 || GONE.has(status)) return problem;
  try {
    const { policies, language, platforms } = options;
    const { markup } = decodeHtml(answer.bytes, answer.contentType);
    const page = readPage(markup, { url: answer.url, vocabulary: vocabularyFor(policies), platforms });
    return findObstacle(page) === 'blocked' ? blockedProblem(status, language) : problem;
  } catch {
    return problem;
  }
}

function auditBytes<Result extends AuditedPage>(
  target: string,
  fetched: Fetched,
  options: AuditOptions,
  finish: (audited: AuditedPage, page: Page | null) => Result,
): Result {
  const { policies, language } = options;
  const decoded = decodeHtml(fetched.bytes, fetched.contentType);
  const facts = {
    title: '',
    charset: decoded.charset,
    bytes: fetched.bytes.byteLength,
    sha256: hash('sha256', fetched.bytes),
    published: null,
  };
  if (decoded.damaged || fetched.bytes.byteLength === 0) {
    const kind = fetched.bytes.byteLength === 0 ? 'empty' : 'decode';
    return finish({ ...unaudited(target, fetched.url), page: facts, problem: problemOf(kind, language) }, null);
  }
  const page = readPage(decoded.markup, {
    url: fetched.url,
    vocabulary: vocabularyFor(policies),
    platforms: options.platforms,
  });
  const shown = { ...facts, title: page.title, published: page.published };
  const obstacle = findObstacle(page);
  if (obstacle !== null) {
    return finish({ ...unaudited(target, fetched.url), page: shown, problem: problemOf(obstacle, language) }, page);
  }
  const judged = judge(page, options);
  return finish(
    {
      schemaVersion: 1,
      target,
      url: fetched.url,
      ...judged,
      source: shownSource(page),
      problem: null,
      page: shown,
    },
    page,
  );
}

/** Checks that still mean something where the article itself is not, or not more than quoted, the publisher's. */
const WITHOUT_REPRINT: ReadonlySet<string> = new Set(['media', 'no-mirror', 'account']);
/** Checks for a work that the publisher itself took from elsewhere (clause 2). */
const OUT_OF_SCOPE: ReadonlySet<string> = new Set(['true-source', 'no-mirror']);

type Judgement = Pick<AuditedPage, 'verdict' | 'scope' | 'findings' | 'original'>;

function judge(page: Page, options: AuditOptions): Judgement {
  const { policies, language, originals } = options;
  if (policies.some((policy) => isPublishersOwn(page, policy))) {
    return { verdict: 'not-a-repost', scope: 'none', findings: [], original: null };
  }
  const notice = policies.find(({ data }) => data.kind !== 'law') ?? policies[0];
  const scope: Scope = originals?.decide(page, notice) ?? { kind: 'assumed' };
  const original = scope.kind === 'assumed' ? null : withAlternatives(scope);
  const compared =
    scope.kind === 'in-scope' && originals !== undefined ? originals.compare(page, scope.original, language) : null;
  const only = scope.kind === 'not-a-repost' ? WITHOUT_REPRINT : scope.kind === 'out-of-scope' ? OUT_OF_SCOPE : null;
  const applies = (policy: Policy, check: string): boolean =>
    only === null || only.has(check) || (policy.data.kind === 'law' && scope.kind === 'out-of-scope');
  const unrelatedLinks = scope.kind === 'assumed' ? scope.unrelatedLinks : undefined;
  const known = { original, comparison: compared?.comparison ?? null, unrelatedLinks };
  const findings = findingsOf(page, options, applies, known);
  const byFindings = verdictOf(findings);
  const verdict =
    byFindings === 'compliant' && (scope.kind === 'out-of-scope' || scope.kind === 'not-a-repost')
      ? scope.kind
      : byFindings;
  return {
    verdict,
    scope: scope.kind === 'assumed' ? 'assumed' : 'proved',
    findings,
    original:
      scope.kind === 'assumed' || original === null
        ? null
        : shownOriginal(original, scope.match, compared?.shown ?? null),
  };
}

function withAlternatives(scope: Exclude<Scope, { kind: 'assumed' }>): OriginalFacts | null {
  return scope.kind === 'in-scope' ? { ...scope.original, alternativeUrls: scope.alternatives } : scope.original;
}

function findingsOf(
  page: Page,
  options: AuditOptions,
  applies: (policy: Policy, check: string) => boolean,
  known: Pick<CheckInput, 'original' | 'comparison' | 'unrelatedLinks'>,
): readonly Finding[] {
  const { policies, language, linkStatus } = options;
  const sourceList = options.sourceList ?? null;
  const authorisation = options.authorisationOf?.(publisherOf(page)) ?? null;
  let findings: Finding[] = [];
  for (const policy of policies) {
    for (const rule of policy.rules) {
      const check = CHECKS.get(rule.data.check);
      if (check === undefined || !applies(policy, check.name)) continue;
      for (const raw of check.run({ page, policy, rule, ...known, linkStatus, authorisation, sourceList })) {
        const finding = toFinding(raw, page, policy, rule, language);
        if (finding !== null) findings.push(finding);
      }
    }
  }
  const laws = policies.length > 1 ? policies.filter(({ data }) => data.kind === 'law') : [];
  if (laws.length > 0) findings = mergeLaws(findings, new Set(laws.map(({ id }) => id)));
  return findings.sort(
    (a, b) =>
      SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || (a.location?.offset ?? 0) - (b.location?.offset ?? 0),
  );
}

export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some(({ severity }) => severity === 'error')) return 'violation';
  return findings.some(({ severity }) => severity === 'review') ? 'review' : 'compliant';
}

/** On the publisher's own host, or published by its own account: nobody owes a credit to himself. */
function isPublishersOwn(page: Page, policy: Policy): boolean {
  const { host } = page;
  if (host !== null && policy.ownsHost(host)) return true;
  const { platform } = page;
  return platform !== null && policy.ownsAccount(platform.id, { id: platform.accountId, name: platform.account });
}

/** Who published the copy: the account, on a platform; else the site. */
function publisherOf({ host, platform }: Page): PagePublisher {
  if (platform === null) return { host, account: null };
  const { id, name, account, accountId } = platform;
  return { host, account: { platform: id, platformName: name, name: account, id: accountId } };
}

function shownSource(page: Page): ShownSource | null {
  const { source } = page;
  if (source === null) return null;
  const { line, column } = page.locate(source.span);
  const { name, label, separator, zone, visible, raw } = source;
  return { name, label, separator, zone, visible, line, column, raw };
}

function shownOriginal(
  { url, title, sourceName, by }: OriginalFacts,
  match: ShownOriginal['match'],
  comparison: ShownOriginal['comparison'],
): ShownOriginal {
  return { url, title, source: sourceName, by, match, comparison };
}

function unaudited(target: string, url: string | null): Omit<AuditedPage, 'problem'> {
  return {
    schemaVersion: 1,
    target,
    url,
    verdict: 'unaudited',
    scope: 'none',
    source: null,
    findings: [],
    original: null,
    page: null,
  };
}

const vocabularies = new WeakMap<readonly Policy[], Vocabulary>();

function vocabularyFor(policies: readonly Policy[]): Vocabulary {
  let vocabulary = vocabularies.get(policies);
  if (vocabulary === undefined) vocabularies.set(policies, (vocabulary = vocabularyOf(policies)));
  return vocabulary;
}
