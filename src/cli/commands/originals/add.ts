/** `reprintlint originals add`: puts articles into the index. */
import {
  type AddSummary,
  type Article,
  addArticles,
  OriginalsError,
  type OriginalsReader,
  openOriginals,
  SPARSE_WINDOW,
} from '../../../originals/index.js';
import type { Language } from '../../../policy/types.js';
import { batchMessagesIn } from '../../batch-messages.js';
import { readCount } from '../../batch-options.js';
import { interruption } from '../../interrupt.js';
import type { Surroundings } from '../../io.js';
import { messagesIn } from '../../messages.js';
import { readAddress, readNumber } from '../../options.js';
import { ArticleSource, asksNetwork } from '../../originals-articles.js';
import { originalsMessagesIn } from '../../originals-messages.js';
import { asUsageError } from '../../originals-run.js';
import { ProgressLine } from '../../progress-line.js';
import { usageErrors } from '../../store-errors.js';
import { UsageError } from '../../usage-error.js';
import { clientOf, INCOMPLETE, type NetworkOptions, readingOptions } from './options.js';

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

/** What was left out is told one by one up to this number. */
const SKIPPED_TOLD = 20;
/** Fingerprints after which what was fetched is committed: some 700 articles, minutes of polite requests. */
const BATCH_FROM_NETWORK = 100_000;
/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;

const SILENT = { write: () => true } as unknown as Surroundings['stderr'];

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
  const interrupt = interruption(
    surroundings,
    () => say.interrupting,
    () => () => void client.close(),
  );
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
  const progress = new ProgressLine(quiet ? { ...surroundings, stderr: SILENT } : surroundings, () =>
    say.adding(String(counts.read), counts.at),
  );
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
