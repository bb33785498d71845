/** Turns what a user names into articles for the index. */

import { createReadStream } from 'node:fs';
import { basename, relative, sep } from 'node:path';
import { noticeOf, readOriginal } from '../audit/original-page.js';
import type { AuditOptions } from '../audit/page.js';
import { isPublisherName } from '../checks/article-credit.js';
import type { Client } from '../fetch/types.js';
import type { Article } from '../originals/index.js';
import type { Language, Policy } from '../policy/types.js';
import { decodeStream } from '../source/lists/decode.js';
import { type Line, splitLines } from '../source/lists/lines.js';
import type { ListEntry } from '../source/lists/types.js';
import { sourceProblem } from '../source/messages.js';
import { pathFault } from '../source/path-fault.js';
import { readTarget } from '../source/read.js';
import { findTargets } from '../source/targets.js';
import type { FetchResult } from '../source/types.js';
import { parseUrl } from '../url.js';
import { openList } from './batch-list.js';
import type { Surroundings } from './io.js';
import { fetchPolitely } from './originals-fetch.js';
import { articleOfLine, type RawArticle } from './originals-json.js';
import { type OriginalsMessages, originalsMessagesIn } from './originals-messages.js';

export interface ArticleSourceOptions {
  readonly language: Language;
  readonly maximumBytes: number;
  /** Milliseconds between two requests to one host. */
  readonly delay: number;
  /** Where saved pages were published: the path of each below its folder is put behind it; null: unknown. */
  readonly base: string | null;
  /** Only articles with one of these own credits; empty: all. */
  readonly sources: readonly string[];
  /** Articles that name no source are the publisher's. */
  readonly assumeOwn: boolean;
  readonly client: () => Promise<Client>;
  readonly signal: AbortSignal;
  /** Whether an address need not be fetched again. */
  readonly isThere: (id: string) => boolean;
  readonly skipped: (name: string, reason: string) => void;
}

/** What became of everything that was read. */
export interface ArticleCounts {
  read: number;
  own: number;
  others: number;
  /** Named no source, and counts among the others. */
  nobody: number;
  filtered: number;
  /** Where it is reading. */
  at: string;
}

/** Characters: a book would fit. */
const LONGEST_LINE = 16 * 1024 * 1024;
const JSON_LINES = /\.(?:jsonl|ndjson|json)$/i;
const LISTS = /\.(?:xml|xml\.gz|txt|csv|tsv|xlsx|rss|atom)$/i;

export class ArticleSource {
  readonly counts: ArticleCounts = { read: 0, own: 0, others: 0, nobody: 0, filtered: 0, at: '' };
  readonly #options: ArticleSourceOptions;
  readonly #reading: Pick<AuditOptions, 'policies' | 'platforms'>;
  readonly #policy: Policy;
  readonly #say: OriginalsMessages;
  readonly #surroundings: Surroundings;

  constructor(
    options: ArticleSourceOptions,
    reading: Pick<AuditOptions, 'policies' | 'platforms'>,
    surroundings: Surroundings,
  ) {
    this.#options = options;
    this.#reading = reading;
    this.#policy = noticeOf(reading.policies);
    this.#say = originalsMessagesIn(options.language);
    this.#surroundings = surroundings;
  }

  /** The articles of all targets, one by one. Ends early when the signal aborts. @throws {ListError} */
  async *articles(targets: readonly string[]): AsyncGenerator<Article> {
    for (const target of targets) {
      if (this.#options.signal.aborted) return;
      const path = parseUrl(target)?.pathname ?? target;
      if (isAddress(target)) yield* this.#fromNetwork(LISTS.test(path) ? this.#addressesOf(target) : only(target));
      else if (JSON_LINES.test(target)) yield* this.#fromLines(target);
      else if (LISTS.test(target)) yield* this.#fromNetwork(this.#addressesOf(target));
      else yield* this.#fromFiles(target);
    }
  }

  async *#fromFiles(target: string): AsyncGenerator<Article> {
    const { language, maximumBytes, signal } = this.#options;
    for await (const file of findTargets([target], { language })) {
      if (signal.aborted) return;
      this.counts.at = file.name;
      const url = this.#addressInPath(file.name) ?? this.#addressBelowBase(target, file.name);
      yield* this.#fromPage(file.name, await readTarget(file, { language, maximumBytes }), url);
    }
  }

  async *#fromNetwork(addresses: AsyncIterable<string>): AsyncGenerator<Article> {
    const { client, language, delay, signal } = this.#options;
    for await (const { url, result } of fetchPolitely(addresses, { client: await client(), language, delay, signal })) {
      this.counts.at = url;
      yield* this.#fromPage(url, result, url);
    }
  }

  async *#addressesOf(list: string): AsyncGenerator<string> {
    const { client, language, isThere, skipped } = this.#options;
    const entries: AsyncIterable<ListEntry> = openList(
      list,
      { language, side: 'originals' },
      await client(),
      this.#surroundings,
    );
    for await (const { line, raw, url, problem } of entries) {
      const parsed = url === null ? null : parseUrl(url);
      if (parsed === null) skipped(`${list}:${line} ${raw.slice(0, 80)}`, problem?.message ?? this.#say.badUrl);
      else if (!isThere(this.#policy.articleIdentity(parsed))) yield parsed.href;
    }
  }

  async *#fromLines(file: string): AsyncGenerator<Article> {
    const { language, signal, skipped } = this.#options;
    try {
      for await (const lines of splitLines(decodeStream(createReadStream(file)), LONGEST_LINE)) {
        for (const line of lines) {
          if (signal.aborted) return;
          yield* this.#fromLine(file, line);
        }
      }
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
      skipped(file, sourceProblem(pathFault(file, error), language).message);
    }
  }

  *#fromLine(file: string, { number, text, cut }: Line): Generator<Article> {
    this.counts.at = `${file}:${number}`;
    if (text.trim() === '') return;
    const raw = cut ? this.#say.tooLong : articleOfLine(text, this.#policy, this.#say);
    if (typeof raw === 'string') this.#options.skipped(this.counts.at, raw);
    else yield* this.#article(raw);
  }

  *#fromPage(name: string, result: FetchResult, url: string | null): Generator<Article> {
    const { skipped } = this.#options;
    if (!result.ok) {
      skipped(name, result.problem.message);
      return;
    }
    const read = readOriginal(result.fetched, url, 'given', this.#reading);
    if (!read.ok) {
      skipped(name, this.#say.reasons(read.reason));
      return;
    }
    const { facts } = read;
    if (facts.url === null) {
      skipped(name, this.#say.noAddress);
      return;
    }
    yield* this.#article({ ...facts, url: facts.url, date: facts.published });
  }

  *#article(raw: RawArticle): Generator<Article> {
    const { sources, assumeOwn } = this.#options;
    const url = parseUrl(raw.url)!;
    const { sourceName, title, date, author, editor, text } = raw;
    if (sources.length > 0 && !sources.some((source) => source === sourceName)) {
      this.counts.filtered++;
      return;
    }
    const inScope =
      sourceName === null
        ? assumeOwn || this.#policy.ownsHost(url.hostname)
        : isPublisherName(sourceName, this.#policy);
    this.counts.read++;
    if (inScope) this.counts.own++;
    else this.counts.others++;
    if (!inScope && sourceName === null) this.counts.nobody++;
    const id = this.#policy.articleIdentity(url);
    yield { id, urls: [url.href], title, date, author, editor, sourceName, inScope, text };
  }

  #addressBelowBase(target: string, name: string): string | null {
    const { base } = this.#options;
    if (base === null) return null;
    const below = relative(target, name);
    const path = below === '' || below.startsWith('..') ? basename(name) : below;
    return (
      parseUrl(path.split(sep).map(encodeURIComponent).join('/'), base.endsWith('/') ? base : `${base}/`)?.href ?? null
    );
  }

  /** Mirroring programs keep the address in the path: …/www.publisher.example/article/1.html. */
  #addressInPath(name: string): string | null {
    const parts = name.replaceAll('\\', '/').split('/');
    for (let i = parts.length - 2; i >= 0; i--) {
      if (!this.#policy.ownsHost(parts[i])) continue;
      const url = parseUrl(`https://${parts.slice(i).join('/')}`);
      if (url !== null && this.#policy.isArticlePath(url)) return url.href;
    }
    return null;
  }
}

/** Whether pages of the target are fetched. */
export const asksNetwork = (target: string): boolean => isAddress(target) || LISTS.test(target);

const isAddress = (target: string): boolean => /^https?:\/\//i.test(target);

async function* only(target: string): AsyncGenerator<string> {
  yield target;
}
