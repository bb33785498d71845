import { Buffer } from 'node:buffer';

/** Bytes looked at to tell what a body is; the WHATWG MIME Sniffing Standard (§5.2) reads 1,445. */
export const SNIFF_BYTES = 1445;

const HTML_TYPES = new Set(['text/html', 'application/xhtml+xml', 'application/vnd.wap.xhtml+xml']);

/** The essence of a Content-Type header: `text/html` of `text/HTML; charset=gbk`. Empty where there is none. */
export function mediaType(contentType: string | null): string {
  return (contentType ?? '').split(';')[0]!.trim().toLowerCase();
}

/** Whether the declared type is taken at its word, binary data excepted. */
export function isDeclaredPage(contentType: string | null): boolean {
  const type = mediaType(contentType);
  return HTML_TYPES.has(type) || type === 'text/plain';
}

/**
 * Whether a body is a page a reader could be shown as text.
 *
 * A declared page is one unless its bytes bear the signature of another format. A body without a type is one
 * when it looks like HTML or has no binary octets. Anything else (`application/octet-stream`, a wrong type) must look like HTML.
 * @param head the first bytes, content codings undone
 */
export function isPage(contentType: string | null, head: Uint8Array): boolean {
  const text = asciiHead(head);
  if (isDeclaredPage(contentType)) return !hasForeignSignature(head);
  if (looksLikeHtml(text)) return true;
  return mediaType(contentType) === '' && !hasForeignSignature(head) && !/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
}

/** Latin-1 letters of the first bytes; a UTF-16 text loses its zero octets, so that its tags can be seen. */
function asciiHead(head: Uint8Array): string {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, SNIFF_BYTES)).toString('latin1');
  if (text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff')) return text.slice(2).replaceAll('\0', '');
  return text.startsWith('\xef\xbb\xbf') ? text.slice(3) : text;
}

/** Tags a page may begin with, after blanks: MIME Sniffing Standard §7.1, and a few seen on news sites. */
const FIRST_TAG =
  /^\s*<(?:!doctype\s+html|!--|(?:html|head|script|iframe|h[1-6]|div|font|table|a|style|title|b|body|br|p|meta|link|article|section|main|span|noscript|center)[\s/>])/i;

function looksLikeHtml(text: string): boolean {
  if (FIRST_TAG.test(text)) return true;
  // XHTML behind an XML declaration; a feed has another root.
  return /^\s*<\?xml\b/i.test(text) && /<html[\s>]/i.test(text);
}

/** Signatures of formats that are served as text/html or without a type by mistake: MIME Sniffing Standard §6. */
const SIGNATURES = [
  '%PDF-',
  '\x89PNG\r\n',
  'GIF8',
  '\xff\xd8\xff',
  'BM\x00',
  'PK\x03\x04',
  '\x1f\x8b\x08',
  'Rar!',
  '7z\xbc\xaf',
  '\xd0\xcf\x11\xe0',
  'OggS',
  'ID3',
  '\x1aE\xdf\xa3',
  'wOFF',
  'wOF2',
  '\x7fELF',
];

function hasForeignSignature(head: Uint8Array): boolean {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 16)).toString('latin1');
  if (SIGNATURES.some((signature) => start.startsWith(signature))) return true;
  // RIFF (WebP, WAVE, AVI) and ISO base media (MP4) carry a length first.
  return /^RIFF.{4}(?:WEBP|WAVE|AVI )/s.test(start) || start.slice(4, 8) === 'ftyp';
}
