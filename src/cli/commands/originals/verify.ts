/** `reprintlint originals verify`: reads the whole index and compares it with its checksums. */
import { verifyOriginals } from '../../../originals/index.js';
import type { Language } from '../../../policy/types.js';
import type { Surroundings } from '../../io.js';
import { originalsMessagesIn } from '../../originals-messages.js';
import { asUsageError } from '../../originals-run.js';
import type { IndexOptions } from './options.js';

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
