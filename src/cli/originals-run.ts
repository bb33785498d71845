/** What a run of `check` or `inspect` knows of originals: one that is named, those that are linked, those of an index. */
import { linkedArticles, noticeOf, readOriginal } from '../audit/original-page.js';
import type { AuditOptions } from '../audit/page.js';
import type { FindOriginal } from '../audit/scope.js';
import { originalsAudit } from '../audit/with-originals.js';
import type { OriginalFacts } from '../checks/types.js';
import {
  findOriginal,
  type MatchThresholds,
  type OpenOptions,
  type OriginalMatch,
  OriginalsError,
  type OriginalsReader,
  openOriginals,
  type PageText,
} from '../originals/index.js';
import type { Language } from '../policy/types.js';
import { readTarget } from '../source/read.js';
import type { FetchResult, Target } from '../source/types.js';
import { parseUrl } from '../url.js';
import { messagesIn } from './messages.js';
import { readAddress } from './options.js';
import type { OriginalOptions } from './original-options.js';
import { type OriginalsMessages, originalsMessagesIn } from './originals-messages.js';
import { UsageError } from './usage-error.js';

/** Links of one page that are followed: a page has one original, and lists of articles are no originals. */
const FOLLOWED = 3;
const GONE: ReadonlySet<number> = new Set([404, 410]);

export interface OriginalsRunOptions extends OriginalOptions {
  readonly language: Language;
  readonly maximumBytes: number;
  readonly fetch: (url: string) => Promise<FetchResult>;
  /** Says something to the user; nothing when he wants to hear nothing. */
  readonly hint: (line: string) => void;
}

interface Followed {
  readonly status: number | null;
  readonly facts: OriginalFacts | null;
}

export class OriginalsRun {
  readonly #say: OriginalsMessages;
  readonly #followed = new Map<string, Promise<Followed>>();
  #given: OriginalFacts | null = null;
  #index: IndexSearch | null = null;

  private constructor(readonly options: OriginalsRunOptions) {
    this.#say = originalsMessagesIn(options.language);
  }

  /** @throws {UsageError} the original cannot be read, or the index cannot be opened */
  static async open(
    options: OriginalsRunOptions,
    reading: Pick<AuditOptions, 'policies' | 'platforms'>,
  ): Promise<OriginalsRun> {
    const run = new OriginalsRun(options);
    if (options.originals !== undefined) run.#index = new IndexSearch(options.originals, options.language);
    try {
      if (options.original !== undefined) run.#given = await run.#readGiven(options.original, reading);
    } catch (error) {
      run.close();
      throw error;
    }
    return run;
  }

  /** What is known for one page. Never fails for what a page or a linked article can do. */
  async knownFor(result: FetchResult, options: AuditOptions): Promise<Pick<AuditOptions, 'originals' | 'linkStatus'>> {
    const links = this.options.follow === true && result.ok ? this.#linksOf(result.fetched, options) : [];
    const followed = await Promise.all(links.map((link) => this.#follow(link, options)));
    const linkStatus: Record<string, number> = {};
    for (const [index, { status }] of followed.entries()) if (status !== null) linkStatus[links[index]] = status;
    const index = this.#index;
    const find: FindOriginal | null = index === null ? null : (page, thresholds) => index.find(page, thresholds);
    return {
      originals: originalsAudit({ given: this.#given, followed: followed.flatMap(({ facts }) => facts ?? []), find }),
      linkStatus,
    };
  }

  /** @throws {UsageError} the index turned out to be damaged: pages could not be looked up in it */
  requireSound(): void {
    const failure = this.#index?.failure ?? null;
    if (failure !== null) throw asUsageError(failure, this.options.language);
  }

  close(): void {
    this.#index?.close();
  }

  #linksOf(fetched: Extract<FetchResult, { ok: true }>['fetched'], options: AuditOptions): readonly string[] {
    // The publisher's own pages owe nothing, and their links lead to their neighbours.
    const host = fetched.url === null ? undefined : parseUrl(fetched.url)?.hostname;
    if (host !== undefined && noticeOf(options.policies).ownsHost(host)) return [];
    return linkedArticles(fetched, options).slice(0, FOLLOWED);
  }

  #follow(link: string, options: AuditOptions): Promise<Followed> {
    let followed = this.#followed.get(link);
    if (followed === undefined) this.#followed.set(link, (followed = this.#fetchLinked(link, options)));
    return followed;
  }

  async #fetchLinked(link: string, options: AuditOptions): Promise<Followed> {
    const result = await this.options.fetch(link);
    if (result.ok) {
      const status = result.fetched.hops.at(-1)?.status ?? 200;
      const read = readOriginal(result.fetched, link, 'followed', options);
      if (read.ok) return { status, facts: read.facts };
      this.options.hint(this.#say.linkUnread(link, this.#say.reasons(read.reason)));
      return { status, facts: null };
    }
    const { problem } = result;
    const status = problem.status ?? null;
    // The finding link-dead tells of those that are gone.
    if (status === null || !GONE.has(status)) this.options.hint(this.#say.linkUnread(link, problem.message));
    return { status, facts: null };
  }

  async #readGiven(original: string, reading: Pick<AuditOptions, 'policies' | 'platforms'>): Promise<OriginalFacts> {
    const { language, maximumBytes, fetch } = this.options;
    const stated = readAddress('--original-url', this.options.originalUrl, messagesIn(language));
    const isAddress = /^https?:\/\//i.test(original);
    const url = stated ?? (isAddress ? readAddress('--original', original, messagesIn(language)) : null);
    const target: Target = { name: original, kind: isAddress ? 'url' : 'file', location: original };
    const result = await readTarget(target, { language, maximumBytes, fetch });
    if (!result.ok) throw new UsageError(this.#say.originalUnread(original, result.problem.message));
    const read = readOriginal(result.fetched, url, 'given', reading);
    if (!read.ok) throw new UsageError(this.#say.originalUnread(original, this.#say.reasons(read.reason)));
    if (read.facts.url === null) this.options.hint(this.#say.originalWithoutUrl(original));
    return read.facts;
  }
}

/** Pages after which it pays to have the index in memory: at 10^5 articles loading costs as much as 150 look-ups save. */
const PAGES_FROM_DISK = 100;
/** Bytes of postings: some 800,000 articles. */
const MOST_IN_MEMORY = 512 * 2 ** 20;

/** Looks pages up in an index: from disk at first, from memory once there are many of them. */
class IndexSearch {
  #index: OriginalsReader;
  #pages = 0;
  /** What was found wrong with the index while pages were looked up in it. */
  failure: OriginalsError | null = null;

  constructor(
    readonly folder: string,
    readonly language: Language,
  ) {
    this.#index = openIndex(folder, language);
  }

  find(page: PageText, thresholds: MatchThresholds): OriginalMatch | null {
    if (++this.#pages === PAGES_FROM_DISK) {
      const before = this.#index;
      this.#index = openIndex(this.folder, this.language, { mostInMemory: MOST_IN_MEMORY });
      before.close();
    }
    try {
      return findOriginal(this.#index, page, thresholds);
    } catch (error) {
      if (error instanceof OriginalsError) this.failure ??= error;
      throw error;
    }
  }

  close(): void {
    this.#index.close();
  }
}

/** @throws {UsageError} no index, a damaged one, one of a later version */
export function openIndex(folder: string, language: Language, options?: OpenOptions): OriginalsReader {
  try {
    return openOriginals(folder, options);
  } catch (error) {
    throw asUsageError(error, language);
  }
}

/** What a user can mend about an index, in his language. */
export function asUsageError(error: unknown, language: Language): unknown {
  if (!(error instanceof OriginalsError)) return error;
  return new UsageError(language === 'zh' ? error.chinese : error.message);
}
