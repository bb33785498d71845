import { foldText } from '../page/fold.js';
import type { Vocabulary } from '../page/vocabulary.js';
import type { Policy } from './types.js';

/** What several policies bring to the reading of a page: their labels, names and notices together. */
export function vocabularyOf(policies: readonly Policy[]): Vocabulary {
  const labels = new Set<string>();
  const names = new Set<string>();
  const notices = new Set<string>();
  for (const { data } of policies) {
    for (const label of [data.credit.labels.preferred, ...data.credit.labels.accepted]) labels.add(foldText(label));
    for (const name of [data.publisher.name, ...data.publisher.aliases.map(({ text }) => text)]) {
      if (name !== '') names.add(foldText(name));
    }
    for (const sentence of data.notice.strip) notices.add(foldText(sentence));
  }
  return { labels: [...labels], names: [...names], notices: [...notices] };
}
