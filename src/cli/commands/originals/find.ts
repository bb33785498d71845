/** `reprintlint originals find`: which article of the index a page reuses. */
import { noticeOf, readPageText } from '../../../audit/original-page.js';
import { thresholdsOf } from '../../../audit/scope.js';
import { type Comparison, findOriginal, type IndexedArticle } from '../../../originals/index.js';
import type { Language } from '../../../policy/types.js';
import { readTarget } from '../../../source/read.js';
import type { Surroundings } from '../../io.js';
import { messagesIn } from '../../messages.js';
import { readNumber } from '../../options.js';
import { originalsMessagesIn } from '../../originals-messages.js';
import { openIndex } from '../../originals-run.js';
import { UsageError } from '../../usage-error.js';
import { articleLine } from './article-line.js';
import { clientOf, type IndexOptions, type NetworkOptions, readingOptions } from './options.js';

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
