import { createRequire } from 'node:module';
import type { TextDecoder as ExodusTextDecoder } from '@exodus/bytes/encoding.js';

type Encodings = { TextDecoder: typeof ExodusTextDecoder; labelToName(label: string): string | null };
type Sniffing = typeof import('encoding-sniffer/sniffer');

/**
 * Bytes in which a `<meta charset>` is looked for. A browser prescans 1,024 and starts over when a later one
 * turns up; 64 KiB in one go give the same answer on every html5lib case.
 */
const PRESCAN_BYTES = 64 * 1024;

// Most pages are UTF-8 and need neither package, and loading them costs half as much as starting Node does: so they
// are loaded when the first other page comes. `import()` will not do for that, since decoding is synchronous.
const require = createRequire(import.meta.url);
let encodings: Encodings | undefined;
let sniffing: Sniffing | undefined;

/**
 * Loads ahead what pages in other encodings than UTF-8 need. Nobody has to call it: the first such page loads it
 * too, unless `require` cannot load ES modules, as in a test runner that has its own.
 */
export async function preloadEncodings(): Promise<void> {
  encodings ??= await import('@exodus/bytes/encoding.js');
  sniffing ??= await import('encoding-sniffer/sniffer');
}

/**
 * Name of the encoding a label stands for, lower case, as the Encoding Standard has it (§4.2, names and labels);
 * null for an unknown label and for those the standard maps to `replacement` (hz-gb-2312, iso-2022-cn, …).
 * gb2312 and gbk come out as gb18030: its decoder reads everything theirs does.
 */
export function encodingOfLabel(label: string): string | null {
  encodings ??= require('@exodus/bytes/encoding.js') as Encodings;
  const name = encodings.labelToName(label)?.toLowerCase() ?? null;
  if (name === 'replacement') return null;
  return name === 'gbk' ? 'gb18030' : name;
}

/** The encoding a Content-Type header declares; null when it declares none that exists. */
export function encodingOfContentType(contentType: string | null): string | null {
  const match = contentType === null ? null : /;\s*charset\s*=\s*"?\s*([^\s";,]+)/i.exec(contentType);
  return match === null ? null : encodingOfLabel(match[1]);
}

/**
 * The encoding the page declares for itself: byte order mark, XML prefix or declaration, `<meta>`.
 * HTML Standard §13.2.3.2, "prescan a byte stream to determine its encoding", over 64 KiB. Null when it declares none.
 */
export function encodingOfMarkup(bytes: Uint8Array): string | null {
  sniffing ??= require('encoding-sniffer/sniffer') as Sniffing;
  const sniffer = new sniffing.Sniffer({ maxBytes: PRESCAN_BYTES });
  sniffer.write(bytes);
  return sniffer.resultType === sniffing.ResultType.DEFAULT ? null : encodingOfLabel(sniffer.encoding);
}

/** Decodes by an encoding's name; what cannot be decoded becomes U+FFFD. A byte order mark of the same encoding is dropped. */
export function decodeAs(name: string, bytes: Uint8Array): string {
  // Node's own decoder follows the standard's tables for these; for gbk, big5, shift_jis, euc-kr and windows-1252 it does not.
  if (name === 'utf-8' || name === 'gb18030' || name === 'utf-16le') return new TextDecoder(name).decode(bytes);
  encodings ??= require('@exodus/bytes/encoding.js') as Encodings;
  return new encodings.TextDecoder(name).decode(bytes);
}
