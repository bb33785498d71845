/** `reprintlint originals stats`: how many articles the index has, and how much room they take. */
import type { Language } from '../../../policy/types.js';
import type { Surroundings } from '../../io.js';
import { originalsMessagesIn } from '../../originals-messages.js';
import { openIndex } from '../../originals-run.js';
import type { IndexOptions } from './options.js';

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
