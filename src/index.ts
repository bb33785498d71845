/**
 * Public API of reprintlint: checks whether web pages that reuse a publisher's content keep the terms of its notice.
 *
 * Nothing here prints or ends the process. Undici is loaded when the first URL needs it.
 * @module
 */
import { type AuditOptions, auditFetched, inspectFetched } from './audit/page.js';
import { auditTargets } from './audit/run.js';
import type { AuditedPage, InspectedPage } from './audit/types.js';
import type { OriginalFacts } from './checks/types.js';
import type { Client } from './fetch/types.js';
import { loadPolicies } from './policy/load.js';
import { loadPlatforms } from './policy/platforms.js';
import type { Language, Policy } from './policy/types.js';
import { readTarget } from './source/read.js';
import { findTargets } from './source/targets.js';
import type { FetchResult, Target } from './source/types.js';

export type {
  AuditedPage,
  Excerpt,
  Finding,
  InspectedPage,
  LinkClass,
  ShownOriginal,
  ShownSource,
  Verdict,
} from './audit/types.js';
export { VERDICTS } from './audit/types.js';
export type { Anchor, OriginalFacts } from './checks/types.js';
export type { CreditKind, Location, Zone } from './page/types.js';
export { describeMistake, type Mistake, PolicyError } from './policy/error.js';
export { listPolicies, loadPolicies, type PolicySummary } from './policy/load.js';
export type { Language, Localized, Policy, Severity } from './policy/types.js';
export type { Problem, ProblemKind } from './problem.js';

/** How pages are judged. */
export interface JudgeOptions {
  /**
   * The terms: names of policies that ship or paths of policy files, joined by commas, or what `loadPolicies` gave.
   * Names are loaded anew at each call: load once to check many pages. Default `beijiang-news`.
   */
  readonly policy?: string | readonly Policy[];
  /** Profile of the policies, for instance `strict`. Only where `policy` is a name: loaded policies have theirs. */
  readonly profile?: string | null;
  /** Language of messages. Default `zh`. */
  readonly language?: Language;
}

/** One page whose bytes the caller has. */
export interface PageOptions extends JudgeOptions {
  /** Where the page was published, absolute. It tells own hosts and resolves relative links. Default: not known. */
  readonly url?: string | null;
  /** The Content-Type the bytes came with. Not needed for a string. */
  readonly contentType?: string | null;
  /** What the result is to be called. Default: the URL, or `-`. */
  readonly name?: string;
  /** What is known of the original, for the rules that compare. */
  readonly original?: OriginalFacts | null;
}

/** Targets that are to be read or fetched. */
export interface TargetOptions extends JudgeOptions {
  /** Where the page of a file or of standard input was published. Default: not known. */
  readonly url?: string | null;
  /** Standard input, for the target `-`. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Targets read at a time. Default 8. */
  readonly concurrency?: number;
  /** Largest page taken, in bytes. Default 8 MiB. */
  readonly maximumBytes?: number;
  /** Milliseconds for one URL, redirects included. Default 30,000. */
  readonly timeout?: number;
  /** A web or mail address for the operators of sites, named in the User-Agent. */
  readonly contact?: string;
  /** Also fetch from private and loopback addresses. Default false. */
  readonly allowPrivate?: boolean;
}

/**
 * Judges one page. Whatever the page is, the result tells: what cannot be read is `unaudited`, with its problem.
 * @param html bytes as they were received, or text that is decoded already
 * @throws {PolicyError} the policy does not exist or is not right
 * @throws {TypeError} `url` is not absolute
 * @example
 * const page = await checkHtml('<h1>草原音乐节开幕</h1><p>来源：某某网</p>…', { url: 'https://news.partner.example/1.html' });
 * page.verdict; // 'violation'
 * page.findings.map(({ code }) => code); // ['credit-wrong', 'link-missing']
 */
export async function checkHtml(html: string | Uint8Array, options: PageOptions = {}): Promise<AuditedPage> {
  return auditFetched(nameOf(options), fetchedOf(html, options), await auditOptions(options));
}

/**
 * The same with everything that was seen: each credit candidate with its kind and zone, each link with its class.
 * @throws as `checkHtml`
 * @example
 * const { source, credits } = await inspectHtml(bytes, { contentType: 'text/html; charset=gbk' });
 * source?.name; // '北疆新闻'
 * credits.filter(({ kind }) => kind === 'picture'); // 图片来源：…
 */
export async function inspectHtml(html: string | Uint8Array, options: PageOptions = {}): Promise<InspectedPage> {
  return inspectFetched(nameOf(options), fetchedOf(html, options), await auditOptions(options));
}

/**
 * Judges files, folders, patterns, URLs and standard input (`-`), as the command line does. Results come in the order
 * of the targets, as soon as they are known; there is at least one for each. Nothing a target does ends the run.
 * URLs are fetched without regard to robots.txt and without pauses: for lists of foreign pages there is
 * `reprintlint batch`.
 * @throws {PolicyError} the policy does not exist or is not right
 * @throws {TypeError} the target `-` without `stdin`, a `url` that is not absolute, a `contact` that cannot stand in
 *   a header, or a number that is not positive
 * @example
 * for await (const { target, verdict, findings } of checkTargets(['dist/', 'https://news.partner.example/1.html'])) {
 *   if (verdict === 'violation') console.error(target, findings.map(({ message }) => message));
 * }
 */
export async function* checkTargets(
  targets: Iterable<string> | AsyncIterable<string>,
  options: TargetOptions = {},
): AsyncGenerator<AuditedPage> {
  const { concurrency = 8, language = 'zh', stdin, maximumBytes } = options;
  requirePositive({ concurrency, maximumBytes, timeout: options.timeout });
  const url = absolute(options.url);
  const judging = await auditOptions(options);
  let client: Promise<Client> | null = null;
  const read = (target: Target): Promise<FetchResult> =>
    readTarget(target, {
      language,
      maximumBytes,
      url,
      stdin,
      fetch: async (address) => (await (client ??= createClient(options))).fetchPage(address),
    });
  try {
    yield* auditTargets(findTargets(targets, { language }), {
      concurrency,
      read,
      audit: (target, result) => auditFetched(target.name, result, judging),
    });
  } finally {
    // A client that could not be made has told so where it was needed.
    await (client as Promise<Client> | null)?.then((open) => open.close()).catch(() => {});
  }
}

async function createClient(options: TargetOptions): Promise<Client> {
  const client = await import('./fetch/client.js');
  return client.createClient({
    language: options.language ?? 'zh',
    contact: options.contact,
    allowPrivate: options.allowPrivate,
    totalTimeout: options.timeout,
    maximumBytes: options.maximumBytes,
  });
}

async function auditOptions(options: JudgeOptions & { original?: OriginalFacts | null }): Promise<AuditOptions> {
  const { policy = 'beijiang-news', profile = null, language = 'zh', original = null } = options;
  const policies = typeof policy === 'string' ? await loadPolicies(policy, { profile }) : policy;
  if (policies.length === 0) throw new TypeError('policy: an empty list judges nothing');
  const platforms = await loadPlatforms();
  if (original === null) return { policies, language, platforms };
  const { originalsAudit } = await import('./audit/with-originals.js');
  return { policies, language, platforms, originals: originalsAudit({ given: original }) };
}

function nameOf({ name, url }: PageOptions): string {
  return name ?? url ?? '-';
}

function fetchedOf(html: string | Uint8Array, options: PageOptions): FetchResult {
  const url = absolute(options.url);
  const fetched =
    typeof html === 'string'
      ? { bytes: new TextEncoder().encode(html), contentType: 'text/html; charset=utf-8' }
      : { bytes: html, contentType: options.contentType ?? null };
  return { ok: true, fetched: { ...fetched, url, hops: [] } };
}

function absolute(url: string | null | undefined): string | null {
  if (url === null || url === undefined) return null;
  if (!URL.canParse(url)) throw new TypeError(`url is not absolute: ${url}`);
  return new URL(url).href;
}

function requirePositive(numbers: Readonly<Record<string, number | undefined>>): void {
  for (const [name, number] of Object.entries(numbers)) {
    if (number !== undefined && !(number > 0)) throw new TypeError(`${name} is not a positive number: ${number}`);
  }
}
