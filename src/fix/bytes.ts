/** Edits of the decoded text, made in the bytes: whatever no edit names keeps its very bytes. */
import { TextDecoder } from '@exodus/bytes/encoding.js';
import { createMultibyteEncoder } from '@exodus/bytes/multi-byte.js';
import { inOrder } from './edits.js';
import type { Edit } from './types.js';

/**
 * @param html what `decodeHtml` made of the bytes, with the charset it named
 * @returns the new bytes and the edits as written (letters the encoding lacks are character references); null where
 *   a place cannot be told in the bytes
 */
export function editBytes(
  bytes: Uint8Array,
  html: string,
  charset: string,
  edits: readonly Edit[],
): { bytes: Uint8Array; edits: readonly Edit[] } | null {
  // ISO-2022-JP switches tables within the text: bytes put in between would be read by the wrong one.
  if (charset === 'iso-2022-jp') return null;
  const sorted = inOrder(edits);
  const offsets = byteOffsets(
    bytes,
    html,
    charset,
    sorted.flatMap(({ start, end }) => [start, end]),
  );
  if (offsets === null) return null;
  const encode = encoderOf(charset);
  const parts: Uint8Array[] = [];
  const written: Edit[] = [];
  let done = 0;
  sorted.forEach((edit, index) => {
    const { bytes: encoded, text } = encode(edit.text);
    parts.push(bytes.subarray(done, offsets[2 * index]), encoded);
    written.push({ ...edit, text });
    done = offsets[2 * index + 1];
  });
  parts.push(bytes.subarray(done));
  return { bytes: new Uint8Array(Buffer.concat(parts)), edits: written };
}

/** Byte offsets of ascending UTF-16 offsets; null where one lies within a character or cannot be told. */
function byteOffsets(bytes: Uint8Array, html: string, charset: string, units: readonly number[]): number[] | null {
  if (charset.startsWith('utf-16')) {
    const mark = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) ? 2 : 0;
    return units.map((unit) => mark + 2 * unit);
  }
  const mark = charset === 'utf-8' && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const decoder = new TextDecoder(charset, { ignoreBOM: true });
  const one = new Uint8Array(1);
  const offsets: number[] = [];
  let produced = 0;
  // After a replacement character the decoder may or may not hold a byte that begins the next letter.
  let pending = false;
  const reached = (unit: number, at: number): void => {
    while (offsets.length < units.length && units[offsets.length] === unit) offsets.push(at);
  };
  for (let at = mark; at < bytes.length && offsets.length < units.length; at++) {
    if (!pending) reached(produced, at);
    const byte = bytes[at];
    if (!pending && byte < 0x80) {
      produced++;
      continue;
    }
    one[0] = byte;
    const text = decoder.decode(one, { stream: true });
    // An ASCII letter behind a broken sequence ends it and stands for itself.
    if (byte < 0x80 && text.charCodeAt(text.length - 1) === byte) reached(produced + text.length - 1, at);
    produced += text.length;
    pending = text === '' || text.endsWith('\uFFFD');
  }
  reached(html.length, bytes.length);
  return offsets.length === units.length ? offsets : null;
}

interface Encoded {
  readonly bytes: Uint8Array;
  readonly text: string;
}

function encoderOf(charset: string): (text: string) => Encoded {
  if (charset === 'utf-8') return (text) => ({ bytes: Buffer.from(text, 'utf8'), text });
  if (charset === 'utf-16le') return (text) => ({ bytes: Buffer.from(text, 'utf16le'), text });
  if (charset === 'utf-16be') return (text) => ({ bytes: Buffer.from(text, 'utf16le').swap16(), text });
  return legacyEncoder(charset);
}

/** Letters that the encoding lacks (来 in Big5, any Chinese in windows-1252) are written as `&#26469;`. */
function legacyEncoder(charset: string): (text: string) => Encoded {
  const encode = charset === 'gb18030' || charset === 'big5' ? createMultibyteEncoder(charset) : null;
  const inCharset = (letter: string): Uint8Array | null => {
    if (letter.codePointAt(0)! < 0x80) return Buffer.from(letter, 'latin1');
    try {
      return encode === null ? null : encode(letter);
    } catch {
      return null;
    }
  };
  return (text) => {
    const parts: Uint8Array[] = [];
    let written = '';
    for (const letter of text) {
      const reference = `&#${letter.codePointAt(0)};`;
      const encoded = inCharset(letter);
      parts.push(encoded ?? Buffer.from(reference, 'latin1'));
      written += encoded === null ? reference : letter;
    }
    return { bytes: Buffer.concat(parts), text: written };
  };
}
