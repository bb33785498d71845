import { splitJsonArray } from './json-array.js';
import { type Line, splitLines } from './lines.js';
import { listMessages } from './messages.js';
import { entryOf, looksLikeUrl, problemEntry } from './target-url.js';
import type { ListEntry, ListOptions } from './types.js';

/** An object with its page's whole result on one line is longer than a line of addresses may be. */
const LONGEST_OBJECT = 4 * 1024 * 1024;
/** Keys tried first, in this order, before any other key that holds an address. */
const KEYS = ['url', 'target', 'link', 'href', 'uri', 'loc', '网址', '链接', '地址'];

/** One JSON value a line: an object with an address in it, or the address itself as a string. */
export async function* readNdjsonList(
  chunks: AsyncIterable<string>,
  options: Pick<ListOptions, 'column' | 'language'>,
): AsyncGenerator<ListEntry> {
  for await (const lines of splitLines(chunks, LONGEST_OBJECT)) {
    for (const line of lines) if (line.text.trim() !== '') yield entryIn(line, options);
  }
}

/** Whether a JSON text is one object that goes over many lines, so that no line of it is a value. */
export const isOverLines = (head: string): boolean => /^\s*\{\s*(?:"[^"\r\n]*"\s*:\s*[[{]?\s*)?[\r\n]/.test(head);

/** The same values as elements of one array, as programs export them. */
export async function* readJsonArrayList(
  chunks: AsyncIterable<string>,
  options: Pick<ListOptions, 'column' | 'language'>,
): AsyncGenerator<ListEntry> {
  for await (const element of splitJsonArray(chunks, LONGEST_OBJECT)) {
    if (!element.open) {
      yield entryIn(element, options);
      continue;
    }
    const { number, text } = element;
    yield problemEntry(number, text.slice(0, 200) || '[', listMessages(options.language).openJson(String(number)));
  }
}

function entryIn(
  { number, text, cut }: Line,
  { column, language }: Pick<ListOptions, 'column' | 'language'>,
): ListEntry {
  const messages = listMessages(language);
  const trimmed = text.trim();
  const shown = trimmed.slice(0, 200);
  if (cut) return problemEntry(number, shown, messages.lineTooLong(String(LONGEST_OBJECT)));
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch (error) {
    return problemEntry(number, shown, messages.brokenJson(String(number), (error as Error).message));
  }
  const address = addressIn(value, column);
  if (address !== null) return entryOf(number, address, language);
  const keys = value !== null && typeof value === 'object' ? Object.keys(value).slice(0, 20).join(', ') : '';
  const at = String(number);
  return problemEntry(number, shown, keys === '' ? messages.noUrlInRow(at) : messages.noUrlInJson(at, keys));
}

function addressIn(value: unknown, column: string | undefined): string | null {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return null;
  const object = value as Record<string, unknown>;
  if (column !== undefined) return typeof object[column] === 'string' ? object[column] : null;
  for (const key of KEYS) {
    const field = object[key];
    if (typeof field === 'string' && looksLikeUrl(field)) return field;
  }
  for (const field of Object.values(object)) if (typeof field === 'string' && looksLikeUrl(field)) return field;
  const named = KEYS.map((key) => object[key]).find((field) => typeof field === 'string');
  return typeof named === 'string' ? named : null;
}
