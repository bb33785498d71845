import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { RunNote } from '../audit/notes.js';
import type { Language } from '../policy/types.js';
import { FORMAT_NAMES, FORMATS, type FormatName, isFormatName, type ReportContext } from '../report/index.js';
import { messagesIn as reportMessagesIn } from '../report/messages/index.js';
import type { Unfinished } from '../report/types.js';
import { broadcast } from './broadcast.js';
import type { Output } from './io.js';
import { PLAIN } from './palette.js';
import { UsageError } from './usage-error.js';

/** One `--format name[=file]`. */
export interface FormatRequest {
  readonly name: FormatName;
  /** null: standard output. */
  readonly file: string | null;
}

/**
 * @param terminal standard output is one: it shows bytes as rubbish, and takes some for orders
 * @throws {UsageError} unknown name, two formats for one place, or bytes for a terminal
 */
export function parseFormats(values: readonly string[], language: Language, terminal = false): FormatRequest[] {
  const requests = values.map((value) => {
    const equals = value.indexOf('=');
    const name = (equals < 0 ? value : value.slice(0, equals)).trim();
    const file = equals < 0 ? null : value.slice(equals + 1).trim();
    if (!isFormatName(name)) {
      throw new UsageError(
        language === 'zh'
          ? `没有名为“${name}”的输出格式；可用：${FORMAT_NAMES.join('、')}`
          : `unknown format "${name}"; known: ${FORMAT_NAMES.join(', ')}`,
      );
    }
    if (file === '')
      throw new UsageError(
        language === 'zh' ? `--format ${name}= 后面缺少文件名` : `no file name after --format ${name}=`,
      );
    return { name, file };
  });
  const places = requests.map(({ file }) => file ?? '-');
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined) {
    const where = twice === '-' ? (language === 'zh' ? '标准输出' : 'standard output') : twice;
    throw new UsageError(
      language === 'zh'
        ? `有两种格式都要写到${where}；请用 --format 名称=文件 分开`
        : `two formats go to ${where}; give one a file: --format name=file`,
    );
  }
  const bytes = terminal ? requests.find(({ name, file }) => file === null && FORMATS[name].binary) : undefined;
  if (bytes !== undefined) {
    const { name, extension } = FORMATS[bytes.name];
    throw new UsageError(
      language === 'zh'
        ? `${name} 不能显示在终端上；请写入文件，如 -f ${name}=文件${extension}`
        : `${name} cannot be shown on a terminal; name a file: -f ${name}=file${extension}`,
    );
  }
  return requests;
}

/** Formats that tell the notes of a run themselves: standard error need not repeat them. */
const TELLING_NOTES: ReadonlySet<FormatName> = new Set(['text', 'json', 'markdown', 'html', 'xlsx']);

/** What holds for the whole run, as lines for standard error; none where a report tells it. */
export function noteLines(notes: readonly RunNote[], requests: readonly FormatRequest[]): string[] {
  if (requests.some(({ name }) => TELLING_NOTES.has(name))) return [];
  return notes.map(({ code, message }) => `${code}  ${message}`);
}

/** Formats that say themselves that an audit is unfinished. */
const TELLING_UNFINISHED: ReadonlySet<FormatName> = new Set(['text', 'json', 'sarif', 'markdown', 'html', 'xlsx']);

/** That results are missing, for standard error: where some report cannot say it, whoever asked for it is to know. */
export function unfinishedLines(
  unfinished: Unfinished | null,
  requests: readonly FormatRequest[],
  language: Language,
): string[] {
  if (unfinished === null || requests.every(({ name }) => TELLING_UNFINISHED.has(name))) return [];
  return [reportMessagesIn(language).unfinished(unfinished)];
}

/** Writes results in every format asked for, all in one pass. Resolves when the last byte is handed over. */
export async function writeReports<Page>(
  pages: AsyncIterable<Page>,
  requests: readonly FormatRequest[],
  context: ReportContext,
  stdout: Output,
  mode: 'check' | 'inspect',
  language: Language,
): Promise<void> {
  const reporters = await Promise.all(
    requests.map(async ({ name }) => {
      const format = FORMATS[name];
      if (mode === 'check') return format.load();
      if (format.loadInspect === undefined) {
        throw new UsageError(language === 'zh' ? `inspect 不能输出 ${name} 格式` : `inspect has no format ${name}`);
      }
      return format.loadInspect();
    }),
  );
  const copies = requests.length === 1 ? [pages] : broadcast(pages, requests.length);
  const results = await Promise.allSettled(
    requests.map(({ file }, index) => {
      const chunks = (
        reporters[index] as (
          pages: AsyncIterable<unknown>,
          context: ReportContext,
        ) => AsyncIterable<string | Uint8Array>
      )(copies[index], file === null ? context : { ...context, palette: PLAIN, terminal: false });
      return file === null ? writeToOutput(chunks, stdout) : writeToFile(chunks, file, language);
    }),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** Small chunks are gathered: a system call for each line would cost more than making it. */
const GATHER = 32 * 1024;
/** Milliseconds that what is shown may lag behind what is done. */
const LONGEST_LAG = 200;

async function writeToOutput(chunks: AsyncIterable<string | Uint8Array>, output: Output): Promise<void> {
  let gathered = '';
  let since = Date.now();
  let written = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): Promise<void> => {
    const text = gathered;
    gathered = '';
    since = Date.now();
    clearTimeout(timer);
    timer = undefined;
    if (text !== '') written = written.then(() => output.write(text));
    return written;
  };
  // Where nothing follows for long, what waits goes out all the same. An error is thrown with the next chunk.
  const flushLate = (): void => void flush().catch(() => {});
  try {
    for await (const chunk of chunks) {
      if (typeof chunk === 'string') {
        gathered += chunk;
        if (gathered.length >= GATHER || Date.now() - since >= LONGEST_LAG) await flush();
        else timer ??= setTimeout(flushLate, LONGEST_LAG);
      } else {
        await flush();
        await output.write(chunk);
      }
    }
    await flush();
    await output.settled();
  } finally {
    clearTimeout(timer);
  }
}

async function writeToFile(
  chunks: AsyncIterable<string | Uint8Array>,
  file: string,
  language: Language,
): Promise<void> {
  const stream = createWriteStream(file);
  const failed = once(stream, 'error').then(([error]) => {
    throw error;
  });
  failed.catch(() => {});
  try {
    for await (const chunk of chunks) if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), failed]);
    stream.end();
    await Promise.race([once(stream, 'finish'), failed]);
  } catch (error) {
    stream.destroy();
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(language === 'zh' ? `无法写入 ${file}（${code}）` : `cannot write ${file} (${code})`);
  }
}
