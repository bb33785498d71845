/** Where in a script something stands: told by one pass from its beginning, as far as a script is read without running it. */

/** Behind one of these `/` begins a regular expression, behind anything else it divides. */
const BEFORE_EXPRESSION = /(?:^|[=(,:;[!&|?{}+\-*%~^<>])$|(?:^|[^\w$.])(?:return|typeof|case|in|of|void|delete)$/;

const QUOTES = `"'\``;

/** A script of which is asked, from its beginning to its end, where code stands. */
export class ScriptText {
  /** The beginning of a token: nothing before it is asked for any more. */
  #at = 0;

  /** Units may be bytes: what is looked for is ASCII. */
  constructor(private readonly script: string) {}

  /**
   * Whether code stands at `index`, which never falls: no comment, and no string but one that is nothing else than
   * `length` units long, as the key of a property is.
   */
  isCodeAt(index: number, length: number): boolean {
    while (this.#at < index) {
      const end = behindToken(this.script, this.#at);
      if (end > index)
        return QUOTES.includes(this.script[this.#at]) && this.#at + 1 === index && end === index + length + 1;
      this.#at = end;
    }
    return true;
  }
}

/** Where a comment, string or regular expression that begins at `at` ends; the next unit where none does. */
function behindToken(script: string, at: number): number {
  const unit = script[at];
  if (unit === '/') {
    if (script.startsWith('//', at)) return lineEnd(script, at);
    if (script.startsWith('/*', at)) return behind(script, '*/', at + 2);
    return BEFORE_EXPRESSION.test(script.slice(Math.max(0, at - 12), at).trimEnd())
      ? behindExpression(script, at)
      : at + 1;
  }
  // Left from times when browsers did not know scripts: to them it begins a comment of one line.
  if (unit === '<') return script.startsWith('<!--', at) ? lineEnd(script, at) : at + 1;
  return unit === '"' || unit === "'" || unit === '`' ? behindString(script, at) : at + 1;
}

function lineEnd(script: string, at: number): number {
  const found = /[\n\r\u2028\u2029]/g;
  found.lastIndex = at;
  return found.exec(script)?.index ?? script.length;
}

function behind(script: string, mark: string, from: number): number {
  const found = script.indexOf(mark, from);
  return found < 0 ? script.length : found + mark.length;
}

/** A string that does not end on its line is a mistake, and reaches no further. */
function behindString(script: string, start: number): number {
  const quote = script[start];
  for (let at = start + 1; at < script.length; at++) {
    if (script[at] === '\\') at++;
    else if (script[at] === quote) return at + 1;
    else if (quote !== '`' && (script[at] === '\n' || script[at] === '\r')) return at;
  }
  return script.length;
}

function behindExpression(script: string, start: number): number {
  let inClass = false;
  for (let at = start + 1; at < script.length; at++) {
    const unit = script[at];
    if (unit === '\\') at++;
    else if (unit === '\n') return start + 1;
    else if (unit === '[') inClass = true;
    else if (unit === ']') inClass = false;
    else if (unit === '/' && !inClass) return at + 1;
  }
  return start + 1;
}
