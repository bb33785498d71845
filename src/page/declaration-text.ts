/** Takes declarations apart: names and values as written, comments, escapes and nested rules out of the way. */

export const withoutComments = (css: string): string =>
  css.includes('/*') ? css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ') : css;

/** CSS Syntax 3, section 4.3.7: `\64 isplay` is `display`. */
export const withoutEscapes = (css: string): string =>
  css.includes('\\')
    ? css.replace(/\\(?:([0-9a-f]{1,6})\s?|([^\n]))/gi, (_, hex: string | undefined, letter: string | undefined) => {
        const code = hex === undefined ? 0 : Number.parseInt(hex, 16);
        return hex === undefined ? letter! : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      })
    : css;

/** The declarations of a block without the rules nested in it. */
export function withoutNested(body: string): string {
  if (!body.includes('{')) return body;
  let kept = '';
  /** The declaration that is read, or the selectors of a nested rule. */
  let from = 0;
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    const letter = body[at];
    if (letter === '{') depth++;
    else if (letter === '}' && depth > 0) {
      depth--;
      if (depth === 0) from = at + 1;
    } else if (letter === ';' && depth === 0) {
      kept += body.slice(from, at + 1);
      from = at + 1;
    }
  }
  return depth === 0 ? kept + body.slice(from) : kept;
}

/**
 * Every declaration of one of some properties, in order: its property and its value without `!important`.
 * @param properties in lower case
 */
export function eachDeclaration(
  body: string,
  properties: { has(name: string): boolean },
  visit: (name: string, value: string, isImportant: boolean) => void,
): void {
  for (const declaration of body.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    if (!properties.has(name)) continue;
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    const plain = value.includes('!') ? value.replace(/\s*!\s*important$/, '') : value;
    visit(name, plain, plain !== value);
  }
}
