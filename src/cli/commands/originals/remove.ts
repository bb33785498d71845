/** `reprintlint originals remove`: takes articles out of the index. */
import { noticeOf } from '../../../audit/original-page.js';
import { removeArticles } from '../../../originals/index.js';
import { loadPolicies } from '../../../policy/load.js';
import type { Language } from '../../../policy/types.js';
import { parseUrl } from '../../../url.js';
import type { Surroundings } from '../../io.js';
import { originalsMessagesIn } from '../../originals-messages.js';
import { asUsageError } from '../../originals-run.js';
import { INCOMPLETE, type IndexOptions } from './options.js';

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
