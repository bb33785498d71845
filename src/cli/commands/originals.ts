/** `reprintlint originals …`: builds and asks the index of the publisher's articles. */

import { noticeOf, readPageText } from '../../audit/original-page.js';
import type { AuditOptions } from '../../audit/page.js';
import { thresholdsOf } from '../../audit/scope.js';
import type { Client } from '../../fetch/types.js';
import {
  type AddSummary,
  type Article,
  addArticles,
  type Comparison,
  findOriginal,
  type IndexedArticle,
  OriginalsError,
  type OriginalsReader,
  openOriginals,
  removeArticles,
  SPARSE_WINDOW,
  verifyOriginals,
} from '../../originals/index.js';
import { loadPolicies } from '../../policy/load.js';
import { loadPlatforms } from '../../policy/platforms.js';
import type { Language } from '../../policy/types.js';
import { readTarget } from '../../source/read.js';
import { parseUrl } from '../../url.js';
import { batchMessagesIn } from '../batch-messages.js';
import { readCount } from '../batch-options.js';
import { interruption } from '../interrupt.js';
import { Output, OutputClosed, type Surroundings } from '../io.js';
import { messagesIn } from '../messages.js';
import { readAddress, readContact, readNumber } from '../options.js';
import { ArticleSource, asksNetwork } from '../originals-articles.js';
import { originalsMessagesIn } from '../originals-messages.js';
import { asUsageError, openIndex } from '../originals-run.js';
import { ProgressLine } from '../progress-line.js';
import { usageErrors } from '../store-errors.js';
import { UsageError } from '../usage-error.js';

export interface NetworkOptions {
  readonly maxBytes: string;
  readonly timeout: string;
  readonly contact?: string;
  readonly allowPrivate?: boolean;
}

export interface AddOptions extends NetworkOptions {
  readonly to: string;
  readonly policy: string;
  readonly source: readonly string[];
  readonly base?: string;
  readonly assumeOwn?: boolean;
  readonly sparse?: boolean;
  readonly refresh?: boolean;
  readonly delay: string;
  readonly quiet?: boolean;
}

export interface IndexOptions {
  readonly in: string;
  readonly policy: string;
  readonly json?: boolean;
}

/** What was left out is told one by one up to this number. */
const SKIPPED_TOLD = 20;
/** Fingerprints after which what was fetched is committed: some 700 articles, minutes of polite requests. */
const BATCH_FROM_NETWORK = 100_000;
/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;
/** Some article could not be read: as for pages that could not be audited. */
const INCOMPLETE = 3;

export async function add(
  targets: readonly string[],
  options: AddOptions,
  language: Language,
  surroundings: Surroundings,
): Promise<number> {
  const say = originalsMessagesIn(language);
  if (targets.length === 0) throw new UsageError(say.noTargets);
  const { stderr } = surroundings;
  const client = clientOf(options, language);
  const before = existing(options.to, language);
  const interrupt = interruption(stderr, say.interrupting, () => void client.close());
  let skipped = 0;
  const source = new ArticleSource(
    {
      language,
      maximumBytes: readNumber('--max-bytes', options.maxBytes, messagesIn(language)),
      delay: readCount('--delay', options.delay, batchMessagesIn(language), 0),
      base: readAddress('--base', options.base, messagesIn(language)),
      sources: options.source,
      assumeOwn: options.assumeOwn === true,
      client: client.get,
      signal: interrupt.signal,
      isThere: (id) => options.refresh !== true && before !== null && before.find(id) !== null,
      skipped: (name, reason) => {
        if (++skipped <= SKIPPED_TOLD) progress.say(say.skipped(name, reason));
      },
    },
    await readingOptions(options.policy),
    surroundings,
  );
  const { counts } = source;
  const quiet = options.quiet === true;
  const progress = new ProgressLine(quiet ? SILENT : stderr, () => say.adding(String(counts.read), counts.at));
  try {
    const summary = await usageErrors(language, () =>
      addFound(options, source.articles(targets), targets.some(asksNetwork)),
    ).catch((error: unknown) => {
      throw asUsageError(error, language);
    });
    progress.end();
    if (skipped > SKIPPED_TOLD) stderr.write(`${say.skippedMore(skipped - SKIPPED_TOLD)}\n`);
    if (counts.filtered > 0) stderr.write(`${say.filtered(counts.filtered)}\n`);
    if (interrupt.signal.aborted) stderr.write(`${say.interrupted}\n`);
    if (summary === null) {
      if (interrupt.signal.aborted) return INTERRUPTED;
      throw new UsageError(say.nothingAdded);
    }
    if (!quiet) {
      stderr.write(`${say.added(summary, options.to)}\n${say.ownership(counts.own, counts.others)}\n`);
      if (counts.nobody > 0) stderr.write(`${say.nobody(counts.nobody)}\n`);
    }
    return interrupt.signal.aborted ? INTERRUPTED : skipped > 0 ? INCOMPLETE : 0;
  } finally {
    progress.end();
    interrupt.end();
    before?.close();
    await client.close();
  }
}

/** null where there is no article at all: a mistyped name is not to leave an empty index behind. */
async function addFound(
  { to, sparse }: AddOptions,
  articles: AsyncGenerator<Article>,
  fromNetwork: boolean,
): Promise<AddSummary | null> {
  const first = await articles.next();
  if (first.done === true) return null;
  async function* all(): AsyncGenerator<Article> {
    yield first.value as Article;
    yield* articles;
  }
  return addArticles(to, all(), {
    ...(sparse === true ? { window: SPARSE_WINDOW } : {}),
    ...(fromNetwork ? { batchPostings: BATCH_FROM_NETWORK } : {}),
  });
}

/** The index as it is before anything is added; null where there is none yet. */
function existing(folder: string, language: Language): OriginalsReader | null {
  try {
    return openOriginals(folder);
  } catch (error) {
    if (error instanceof OriginalsError && error.kind === 'missing') return null;
    throw asUsageError(error, language);
  }
}

export async function list(options: IndexOptions, language: Language, { stdout }: Surroundings): Promise<number> {
  const index = openIndex(options.in, language);
  try {
    await writeLines(stdout, function* () {
      for (const { text, ...facts } of index.articles())
        yield options.json === true ? JSON.stringify(facts) : articleLine({ ...facts, text }, language);
    });
  } finally {
    index.close();
  }
  return 0;
}

export async function remove(
  names: readonly string[],
  options: IndexOptions,
  language: Language,
  { stderr }: Surroundings,
): Promise<number> {
  const say = originalsMessagesIn(language);
  const policy = noticeOf(await loadPolicies(options.policy));
  const ids = new Map(
    names.map((name) => {
      const url = /^https?:/i.test(name) ? parseUrl(name) : null;
      return [url === null ? name : policy.articleIdentity(url), name];
    }),
  );
  let removed: readonly string[];
  try {
    removed = removeArticles(options.in, ids.keys());
  } catch (error) {
    throw asUsageError(error, language);
  }
  stderr.write(`${say.removed(removed.length)}\n`);
  const missing = [...ids].filter(([id]) => !removed.includes(id));
  for (const [, name] of missing) stderr.write(`${say.notThere(name)}\n`);
  return missing.length > 0 ? INCOMPLETE : 0;
}

export async function stats(options: IndexOptions, language: Language, { stdout }: Surroundings): Promise<number> {
  const index = openIndex(options.in, language);
  try {
    const { articles, removed, segments, postings, window, generation, bytes } = index.statistics();
    let own = 0;
    for (const { inScope } of index.articles()) if (inScope) own++;
    const total = bytes.postings + bytes.articles + bytes.tables;
    const number = (value: number): string => value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en');
    stdout.write(
      options.json === true
        ? `${JSON.stringify({ articles, own, others: articles - own, removed, segments, postings, window, generation, bytes })}\n`
        : `${originalsMessagesIn(language).statistics({
            articles: number(articles),
            own: number(own),
            others: number(articles - own),
            removed: number(removed),
            segments: number(segments),
            bytes: total < 2 ** 20 ? `${Math.ceil(total / 1024)} KiB` : `${(total / 2 ** 20).toFixed(1)} MiB`,
          })}\n`,
    );
  } finally {
    index.close();
  }
  return 0;
}

/** Exit code 1 where something is wrong. */
export async function verify(options: IndexOptions, language: Language, { stdout }: Surroundings): Promise<number> {
  const say = originalsMessagesIn(language);
  const { articles, problems } = verifyOriginals(options.in);
  const [first] = problems;
  if (first?.kind === 'missing' || first?.kind === 'newer' || first?.kind === 'other')
    throw asUsageError(first, language);
  if (problems.length === 0) {
    stdout.write(`${say.intact(articles.toLocaleString(language === 'zh' ? 'zh-CN' : 'en'))}\n`);
    return 0;
  }
  stdout.write(`${say.defects(problems.length)}\n`);
  for (const { message, chinese } of problems) stdout.write(`  ${language === 'zh' ? chinese : message}\n`);
  return 1;
}

/** Exit code 1 where nothing of the index is on the page. */
export async function find(
  page: string,
  options: IndexOptions & NetworkOptions,
  language: Language,
  { stdin, stdout }: Surroundings,
): Promise<number> {
  const say = originalsMessagesIn(language);
  const reading = await readingOptions(options.policy);
  const maximumBytes = readNumber('--max-bytes', options.maxBytes, messagesIn(language));
  const index = openIndex(options.in, language);
  const client = clientOf(options, language);
  try {
    const kind = page === '-' ? 'stdin' : /^https?:\/\//i.test(page) ? 'url' : 'file';
    const fetch = async (url: string) => (await client.get()).fetchPage(url);
    const result = await readTarget({ name: page, kind, location: page }, { language, maximumBytes, stdin, fetch });
    if (!result.ok) throw new UsageError(`${page}: ${result.problem.message}`);
    const text = readPageText(result.fetched, reading);
    if (typeof text === 'string') throw new UsageError(`${page}: ${say.reasons(text)}`);
    const match = findOriginal(index, text, thresholdsOf(noticeOf(reading.policies)));
    if (options.json === true) {
      const shown = match === null ? null : shownMatch(match);
      stdout.write(
        `${JSON.stringify(shown === null ? null : { ...shown, alternatives: match!.alternatives.map(withoutText), others: match!.others.map(shownMatch) })}\n`,
      );
      return match === null ? 1 : 0;
    }
    if (match === null) {
      stdout.write(`${say.nothingFound}\n`);
      return 1;
    }
    const lines = [...comparisonLines(match, language)];
    for (const article of match.alternatives) lines.push(`${say.alternative} ${articleLine(article, language)}`);
    for (const other of match.others) lines.push(`${say.other} ${articleLine(other.article, language)}`);
    stdout.write(`${lines.join('\n')}\n`);
    return 0;
  } finally {
    index.close();
    await client.close();
  }
}

function* comparisonLines(
  { tier, containment, longestRun, article }: Comparison,
  language: Language,
): Generator<string> {
  const say = originalsMessagesIn(language);
  const percent = `${Math.round(containment * 100)} %`;
  yield say.foundLine({ tier: say.tiers[tier], percent, longest: longestRun });
  yield `  ${article.title}`;
  for (const url of article.urls) yield `  ${url}`;
  if (article.sourceName !== null) yield `  ${say.sourceLabel}${article.sourceName}`;
  if (article.date !== null) yield `  ${say.dateLabel}${article.date}`;
  if (!article.inScope) yield `  ${say.outOfScope}`;
}

function shownMatch({ tier, containment, matched, longestRun, pageShare, titleSimilarity, article }: Comparison) {
  return { tier, containment, matched, longestRun, pageShare, titleSimilarity, article: withoutText(article) };
}

function withoutText({ text: _, ...facts }: IndexedArticle): Omit<IndexedArticle, 'text'> {
  return facts;
}

function articleLine({ date, sourceName, title, urls, id }: IndexedArticle, language: Language): string {
  const source = sourceName ?? (language === 'zh' ? '（未写来源）' : '(no source)');
  return [date?.slice(0, 10) ?? '----------', source, title.replace(/\s+/g, ' '), urls[0] ?? id].join('\t');
}

async function readingOptions(policy: string): Promise<Pick<AuditOptions, 'policies' | 'platforms'>> {
  return { policies: await loadPolicies(policy), platforms: await loadPlatforms() };
}

/** The network half is loaded when the first address needs it. */
function clientOf(options: NetworkOptions, language: Language): { get(): Promise<Client>; close(): Promise<void> } {
  const say = messagesIn(language);
  const contact = readContact(options.contact, say);
  const totalTimeout = readNumber('--timeout', options.timeout, say) * 1000;
  const maximumBytes = readNumber('--max-bytes', options.maxBytes, say);
  let client: Promise<Client> | null = null;
  const create = async (): Promise<Client> => {
    const { createClient } = await import('../../fetch/client.js');
    return createClient({ language, contact, allowPrivate: options.allowPrivate, totalTimeout, maximumBytes });
  };
  return { get: () => (client ??= create()), close: async () => (await client)?.close() };
}

const SILENT = { write: () => true } as unknown as Surroundings['stderr'];

async function writeLines(stdout: Surroundings['stdout'], lines: () => Generator<string>): Promise<void> {
  const output = new Output(stdout);
  try {
    for (const line of lines()) await output.write(`${line}\n`);
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error;
  }
}
