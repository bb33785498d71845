/**
 * Patterns for paths and addresses, as in `.gitignore` and most tools: `*` and `?` within a step, `**` across steps,
 * `[abc]`, `{a,b}`; a backslash takes the next character as it is. A pattern without any of these that names a folder
 * means everything below it.
 */

/** The fixed part of a pattern: the folders before the first step with a wildcard, without a slash at the end. */
export function fixedPart(pattern: string): string {
  const steps = pattern.split('/');
  const first = steps.findIndex((step) => /[*?[{\\]/.test(step));
  return (first < 0 ? steps : steps.slice(0, first)).join('/');
}

export function hasWildcard(pattern: string): boolean {
  return /[*?[{]/.test(pattern);
}

/** @throws {SyntaxError} a bracket or brace that is never closed */
export function compileGlob(pattern: string): (path: string) => boolean {
  const plain = pattern.replace(/^\.\//, '').replace(/(?<=.)\/$/, '');
  const everything = plain === '.' || plain === '';
  const source = everything ? '.*' : expressionOf(plain) + (hasWildcard(plain) ? '' : '(?:/.*)?');
  const expression = new RegExp(`^${source}$`, 'su');
  return (path) => expression.test(path);
}

function expressionOf(pattern: string): string {
  let source = '';
  let braces = 0;
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at];
    if (letter === '*') {
      const stars = /^\*+/.exec(pattern.slice(at))![0].length;
      const startsStep = at === 0 || pattern[at - 1] === '/';
      at += stars - 1;
      if (stars < 2) source += '[^/]*';
      else if (startsStep && pattern[at + 1] === '/') {
        // `a/**/b` matches `a/b` too.
        source += '(?:.*/)?';
        at++;
      } else source += '.*';
    } else if (letter === '?') source += '[^/]';
    else if (letter === '[') {
      const end = pattern.indexOf(']', at + 2);
      if (end < 0) throw new SyntaxError('[');
      const inside = pattern.slice(at + 1, end).replace(/^!/, '^');
      source += `[${inside.replace(/[\\[\]&]/g, '\\$&')}]`;
      at = end;
    } else if (letter === '{') {
      source += '(?:';
      braces++;
    } else if (letter === '}' && braces > 0) {
      source += ')';
      braces--;
    } else if (letter === ',' && braces > 0) source += '|';
    else source += escaped(letter === '\\' && at + 1 < pattern.length ? pattern[++at] : letter);
  }
  if (braces > 0) throw new SyntaxError('{');
  return source;
}

const escaped = (letter: string): string => letter.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
