/** JSON for files and pipes alike. */

/**
 * Characters that JSON.stringify leaves as they are although they act: DEL and C1 controls on a terminal, bidirectional
 * and zero-width controls in an editor, line separators on readers that split lines by Unicode.
 */
const ACTING = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu;

/** One line of JSON. Same value as JSON.stringify gives, with acting characters written as `\uXXXX`. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(ACTING, escaped);
}

/** Each UTF-16 unit as `\uXXXX`. */
function escaped(character: string): string {
  let result = '';
  for (let index = 0; index < character.length; index++) {
    result += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return result;
}
