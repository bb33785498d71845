import type { IndexedArticle } from '../../../originals/index.js';
import type { Language } from '../../../policy/types.js';

/** An article as `list` and `find` print it: date, source, title and address, parted by tabs. */
export function articleLine({ date, sourceName, title, urls, id }: IndexedArticle, language: Language): string {
  const source = sourceName ?? (language === 'zh' ? '（未写来源）' : '(no source)');
  return [date?.slice(0, 10) ?? '----------', source, title.replace(/\s+/g, ' '), urls[0] ?? id].join('\t');
}
