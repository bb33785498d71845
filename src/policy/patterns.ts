import type { Localized } from './types.js';

/** `\b`, `\B`, `\w`, `\W` outside an escaped backslash. */
const ASCII_ONLY = /(?<!\\)(?:\\\\)*(\\[bBwW])/u;

/** What is wrong with a regular expression of a policy file; null where nothing is. */
export function patternMistake(pattern: string): Localized | null {
  const asciiOnly = ASCII_ONLY.exec(pattern)?.[1];
  if (asciiOnly !== undefined) {
    return {
      zh: `正则表达式中不可使用 ${asciiOnly}：它只认英文字母，对中文无效。请改用 \\p{L} 或直接写出字符`,
      en: `${asciiOnly} is not allowed in a pattern: it only knows ASCII letters and fails on Chinese; use \\p{L} or name the characters`,
    };
  }
  try {
    new RegExp(pattern, 'u');
    return null;
  } catch (error) {
    // “Invalid regular expression: /…/u: Unterminated group”: the pattern itself stands in the file.
    const reason = (error as Error).message.replace(/^.*\/u: /su, '');
    return { zh: `正则表达式有误：${reason}`, en: `bad regular expression: ${reason}` };
  }
}

/** A pattern for a path must say where the path begins and ends, or it accepts every page of the site. */
export function pathPatternMistake(pattern: string): Localized | null {
  const mistake = patternMistake(pattern);
  if (mistake !== null) return mistake;
  if (pattern.startsWith('^') && pattern.endsWith('$') && !pattern.endsWith('\\$')) return null;
  return {
    zh: '文章路径的正则表达式须以 ^ 开头、以 $ 结尾',
    en: 'a pattern for article paths must start with ^ and end with $',
  };
}
