import type { Language } from '../policy/types.js';
import type { Problem, ProblemKind } from '../problem.js';

const MESSAGES: Readonly<Partial<Record<ProblemKind, Readonly<Record<Language, string>>>>> = {
  decode: {
    zh: '无法识别文字编码：解码后乱码太多，没有检查',
    en: 'the text encoding could not be told: too many characters are damaged',
  },
  empty: { zh: '页面没有任何文字', en: 'the page holds no text' },
  blocked: {
    zh: '得到的是验证或拦截页面，不是文章',
    en: 'the answer is a challenge or block page, not the article',
  },
  'script-shell': {
    zh: '页面只是空壳，内容要靠脚本加载，没有检查',
    en: 'the page is a shell that scripts would fill; there is nothing to read',
  },
  internal: { zh: '程序内部错误，这个页面没有检查', en: 'internal error; the page was not audited' },
};

/** A problem found by the audit itself, in the chosen language. */
export function problemOf(
  kind: 'decode' | 'empty' | 'blocked' | 'script-shell' | 'internal',
  language: Language,
): Problem {
  return { kind, message: MESSAGES[kind]?.[language] ?? kind };
}

/** A refusal that shows a challenge, with the HTTP status it came under. */
export function blockedProblem(status: number | undefined, language: Language): Problem {
  const problem = problemOf('blocked', language);
  if (status === undefined) return problem;
  const bracketed = language === 'zh' ? `（HTTP ${status}）` : ` (HTTP ${status})`;
  return { ...problem, message: problem.message + bracketed, status };
}
