import { declaresDelimiter, delimiterOf } from './delimited.js';
import { readAddress } from './target-url.js';
import type { ListFormat } from './types.js';

/** Lines looked at. */
const LINES = 50;

/** A second cell: an address behind a title, or a title behind an address. Numbers behind commas may belong to it. */
const SECOND_CELL = /\t|[,;]\s*(?:"|"?https?:\/\/)|^[^?]*[,;]\s*\p{Script=Han}/iu;

/**
 * The format of a list, from its first characters; the file name's extension decides only where the content leaves
 * it open. Workbooks and gzip are known by their signatures before any text is decoded.
 */
export function sniffFormat(name: string, head: string): ListFormat {
  const text = head.trimStart();
  if (/^<(?!https?:)/i.test(text)) return 'sitemap';
  // An address in quotation marks is read alike as text; only JSON writes its slashes like this.
  if (/^(\{|\[\s*[{"\]]|"https?:\\\/)/.test(text)) return 'ndjson';
  if (declaresDelimiter(head)) return 'delimited';
  if (/\.(csv|tsv|tab)$/i.test(name)) return 'delimited';
  if (/\.(ndjson|jsonl|json)$/i.test(name)) return 'ndjson';
  if (/\.(txt|list|urls)$/i.test(name)) return 'text';
  const lines = text.split(/\r\n|\n|\r/, LINES).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  // An address may hold commas: lines that are addresses as a whole, and one address only, are a plain list.
  const addresses = lines.filter((line) => readAddress(line.trim()) !== null && !SECOND_CELL.test(line)).length;
  if (addresses * 2 >= lines.length) return 'text';
  const delimiter = delimiterOf(text);
  return lines.some((line) => line.includes(delimiter)) ? 'delimited' : 'text';
}
