/** What stands at a place among the bytes of a page. */

/** ASCII white space, as HTML has it. */
export const isSpace = (unit: number): boolean =>
  unit === 32 || unit === 10 || unit === 9 || unit === 13 || unit === 12;

/** A letter or digit of ASCII, or `_`. */
export const isWordByte = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) || byte === 0x5f;

/** Whether some bytes stand at a place among others. `start` may lie before them. */
export function standsAt(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  if (start < 0) return false;
  for (let index = 0; index < needle.length; index++) if (bytes[start + index] !== needle[index]) return false;
  return true;
}

/** Whether `name` (lower case) stands at `start`, letters in either case. */
export function isNameAt(bytes: Uint8Array, start: number, name: string): boolean {
  for (let index = 0; index < name.length; index++) {
    if ((bytes[start + index] | 0x20) !== name.charCodeAt(index)) return false;
  }
  return true;
}
