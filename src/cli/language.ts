import type { Language } from '../policy/types.js';
import type { Surroundings } from './io.js';

/** The language of a locale; Chinese where it says nothing (`C`, `POSIX`, nothing at all). */
export function languageOf(env: Surroundings['env']): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^(?:$|C\b|POSIX\b|zh)/i.test(locale) ? 'zh' : 'en';
}

/** The language asked for on the command line, before it is parsed: help is in it too. */
export function languageAsked(argv: readonly string[], env: Surroundings['env']): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = at < 0 ? undefined : argv[at].includes('=') ? argv[at].slice('--lang='.length) : argv[at + 1];
  return asked === 'zh' || asked === 'en' ? asked : languageOf(env);
}
