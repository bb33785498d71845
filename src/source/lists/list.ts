import { createReadStream } from 'node:fs';
import { open as openFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { decodeStream, ListDecoder } from './decode.js';
import { readDelimitedList } from './delimited.js';
import { foreignKind } from './foreign-bytes.js';
import { listMessages } from './messages.js';
import { isOverLines, readJsonArrayList, readNdjsonList } from './ndjson.js';
import { sniffFormat } from './sniff.js';
import { holdsAddress, problemEntry } from './target-url.js';
import { readTextList } from './text.js';
import { type ListEntry, ListError, type ListFormat, type ListOptions, type ListSource } from './types.js';
import type { RandomAccess } from './zip.js';

/** Bytes read before the format is settled. */
const HEAD = 64 * 1024;
/** Sitemap indexes name sitemaps (sitemaps.org), not further indexes; some sites nest them once more. */
const DEEPEST_INDEX = 3;
/** An XLSX workbook that comes as a stream is held whole: its directory stands at its end. */
const LARGEST_STREAMED_WORKBOOK = 512 * 1024 * 1024;

/** Reads a list from a file. Everything but a workbook's shared strings is streamed. Throws `ListError`. */
export function readListFile(path: string, options: ListOptions): AsyncGenerator<ListEntry> {
  return demandUrl(entriesOfFile(path, options), options);
}

async function* entriesOfFile(path: string, options: ListOptions): AsyncGenerator<ListEntry> {
  const messages = listMessages(options.language);
  try {
    if ((await stat(path)).isDirectory()) throw new ListError(messages.isFolder(path));
    const head = await readHead(path);
    if (isZip(head)) {
      yield* await readWorkbookFile(path, options);
      return;
    }
    const open = options.open ?? null;
    const local = async (url: string) => (await besides(path, url)) ?? (await open?.(url)) ?? null;
    yield* readStream({ name: path, bytes: createReadStream(path, { highWaterMark: 256 * 1024 }) }, options, local, 0);
  } catch (error) {
    throw readable(error, path, options);
  }
}

/** Reads a list from a stream of bytes: standard input, or the answer to a request. Throws `ListError`. */
export function readListStream(source: ListSource, options: ListOptions): AsyncGenerator<ListEntry> {
  return demandUrl(entriesOfStream(source, options), options);
}

async function* entriesOfStream(source: ListSource, options: ListOptions): AsyncGenerator<ListEntry> {
  const open = options.open ?? null;
  try {
    yield* readStream(source, options, async (url) => (await open?.(url)) ?? null, 0);
  } catch (error) {
    throw readable(error, source.name, options);
  }
}

/**
 * The entries as they are; throws behind the last one where none of them has an address in it: it is the wrong file, and
 * an audit of it would be one of nothing.
 */
async function* demandUrl(entries: AsyncIterable<ListEntry>, { language }: ListOptions): AsyncGenerator<ListEntry> {
  let first: ListEntry | null = null;
  let found = false;
  for await (const entry of entries) {
    first ??= entry;
    found ||= entry.url !== null || holdsAddress(entry.raw);
    yield entry;
  }
  if (first !== null && !found) throw new ListError(listMessages(language).noUrlAtAll(first.problem?.message ?? ''));
}

type Opener = (url: string) => Promise<ListSource | null>;

async function* readStream(
  source: ListSource,
  options: ListOptions,
  open: Opener,
  depth: number,
): AsyncGenerator<ListEntry> {
  const peeked = await peek(source.bytes);
  if (peeked.head[0] === 0x1f && peeked.head[1] === 0x8b) {
    const name = source.name.replace(/\.gz$/i, '');
    yield* readStream({ ...source, name, bytes: gunzip(peeked.bytes) }, options, open, depth);
    return;
  }
  if (isZip(peeked.head)) {
    yield* readWorkbook(await gather(peeked.bytes, options), options);
    return;
  }
  if (peeked.head[0] === 0xd0 && peeked.head[1] === 0xcf && peeked.head[2] === 0x11 && peeked.head[3] === 0xe0) {
    throw new ListError(listMessages(options.language).oldExcel());
  }
  const foreign = foreignKind(peeked.head);
  if (foreign !== null) {
    const messages = listMessages(options.language);
    throw new ListError(foreign === 'utf-16' ? messages.unmarkedUtf16() : messages.notAList(messages[foreign]()));
  }
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(
    Buffer.from(peeked.head).toString('latin1'),
  );
  const label = declared?.[1];
  const decoder = new ListDecoder(label);
  const head = decoder.write(peeked.head) + decoder.end();
  const format = options.format ?? sniffFormat(source.name, head);
  if (depth === 0) tellIgnored(format, options);
  yield* readFormat(format, decodeStream(peeked.bytes, label), head, options, open, depth, source.url);
}

/** Says which options do nothing for such a list: it would seem that they had been heeded. */
function tellIgnored(format: ListFormat, { column, sheet, language, tell }: ListOptions): void {
  const messages = listMessages(language);
  const hasColumns = format === 'delimited' || format === 'ndjson';
  if (column !== undefined && !hasColumns) tell?.(messages.columnIgnored());
  if (sheet !== undefined) tell?.(messages.sheetIgnored());
}

function readFormat(
  format: ListFormat,
  text: AsyncIterable<string>,
  head: string,
  options: ListOptions,
  open: Opener,
  depth: number,
  url: string | undefined,
): AsyncIterable<ListEntry> {
  switch (format) {
    case 'text':
      return readTextList(text, options.language);
    case 'delimited':
      return readDelimitedList(text, head, options);
    case 'ndjson':
      if (isOverLines(head)) throw new ListError(listMessages(options.language).jsonOverLines());
      return head.trimStart().startsWith('[') ? readJsonArrayList(text, options) : readNdjsonList(text, options);
    case 'xlsx':
      throw new ListError(listMessages(options.language).brokenZip('no ZIP signature'));
    case 'sitemap':
    case 'feed':
      return readXmlList(text, options, open, depth, url);
  }
}

async function* readXmlList(
  text: AsyncIterable<string>,
  options: ListOptions,
  open: Opener,
  depth: number,
  url: string | undefined,
): AsyncGenerator<ListEntry> {
  const messages = listMessages(options.language);
  const { readXmlItems } = await import('./xml-list.js');
  for await (const item of readXmlItems(text, options.language, url)) {
    if (item.kind === 'page') {
      yield item.entry;
      continue;
    }
    if (depth + 1 >= DEEPEST_INDEX) {
      yield problemEntry(item.line, item.url, messages.nestedTooDeep(item.url));
      continue;
    }
    // One sitemap of many that cannot be read costs its own entries, not the others'.
    try {
      const sitemap = await open(item.url);
      if (sitemap === null) yield problemEntry(item.line, item.url, messages.noOpener(item.url));
      else yield* readStream(sitemap, options, open, depth + 1);
    } catch (error) {
      const fault = readable(error, item.url, options);
      const reason = fault instanceof Error ? fault.message : String(fault);
      yield problemEntry(item.line, item.url, messages.unreadableSitemap(item.url, reason));
    }
  }
}

/** The sitemap that a local index names, where its copy lies beside the index under the same file name. */
async function besides(indexPath: string, url: string): Promise<ListSource | null> {
  const name = new URL(url).pathname.split('/').pop() ?? '';
  // No decoding: an encoded slash or a dot segment must not lead out of the folder.
  if (!/^[\w.-]+\.(xml|xml\.gz|txt)$/i.test(name)) return null;
  const path = join(dirname(indexPath), name);
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? { name: path, bytes: createReadStream(path) } : null;
}

async function readHead(path: string): Promise<Uint8Array> {
  const handle = await openFile(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* readWorkbookFile(path: string, options: ListOptions): AsyncGenerator<ListEntry> {
  const handle = await openFile(path);
  try {
    const { size } = await handle.stat();
    const read = async (offset: number, length: number) => {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    };
    yield* readWorkbook({ size, read }, options);
  } finally {
    await handle.close();
  }
}

/** The readers of workbooks and of XML are loaded for a list that is one: most are lines or tables of text. */
async function* readWorkbook(file: RandomAccess, options: ListOptions): AsyncGenerator<ListEntry> {
  const { readXlsxList } = await import('./xlsx.js');
  yield* readXlsxList(file, options);
}

async function gather(bytes: AsyncIterable<Uint8Array>, options: ListOptions): Promise<RandomAccess> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    pieces.push(piece);
    size += piece.length;
    if (size > LARGEST_STREAMED_WORKBOOK) {
      const limit = String(LARGEST_STREAMED_WORKBOOK / 1024 / 1024);
      throw new ListError(listMessages(options.language).workbookTooLarge(limit));
    }
  }
  const whole = Buffer.concat(pieces);
  return { size, read: async (offset, length) => whole.subarray(offset, offset + length) };
}

async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(bytes);
  const inflate = createGunzip();
  source.on('error', (error) => inflate.destroy(error));
  try {
    yield* source.pipe(inflate) as AsyncIterable<Uint8Array>;
  } finally {
    source.destroy();
    inflate.destroy();
  }
}

/** The first bytes of a stream, and the stream with them put back. */
async function peek(bytes: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; bytes: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let length = 0;
  let done = false;
  while (length < HEAD && !done) {
    const step = await iterator.next();
    done = step.done === true;
    if (!step.done) {
      pieces.push(step.value);
      length += step.value.length;
    }
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    try {
      yield* pieces;
      while (!done) {
        const step = await iterator.next();
        if (step.done) return;
        yield step.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(pieces).subarray(0, HEAD), bytes: whole() };
}

function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

/** Faults of the file system and of compression as errors for people; everything else is left as it is. */
function readable(error: unknown, name: string, options: ListOptions): unknown {
  if (error instanceof ListError) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code !== 'string') return error;
  const messages = listMessages(options.language);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new ListError(messages.notFound(name));
  if (code === 'EISDIR') return new ListError(messages.isFolder(name));
  if (code.startsWith('Z_')) return new ListError(messages.brokenGzip(String(message)));
  if (code === 'EACCES' || code === 'EPERM') return new ListError(messages.forbidden(name));
  return /^E[A-Z]+$/.test(code) ? new ListError(messages.unreadable(name, code)) : error;
}
