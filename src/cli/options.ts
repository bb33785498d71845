/** Options that commands share: how they are declared, and how their values are read. */
import { type Command, Option } from 'commander';
import type { ExitRules } from '../audit/exit-code.js';
import type { Language, Severity } from '../policy/types.js';
import { parseUrl } from '../url.js';
import type { Messages } from './messages.js';
import { UsageError } from './usage-error.js';

/** As commander hands them over. */
export interface SharedOptions {
  readonly format: readonly string[];
  readonly policy: string;
  readonly profile?: string;
  readonly strict?: boolean;
  readonly lang?: string;
  readonly color?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly url?: string;
  readonly timeout: string;
  readonly maxBytes: string;
  readonly contact?: string;
  readonly allowPrivate?: boolean;
  readonly concurrency: string;
  readonly workers?: string;
}

export interface CheckOptions extends SharedOptions {
  readonly failOn: string;
  readonly allow: string;
  readonly licences?: string;
  readonly sourceList?: string;
}

const repeatable = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function addSharedOptions(command: Command, say: Messages): Command {
  return command
    .addOption(new Option('-f, --format <name[=file]>', say.format).argParser(repeatable).default([], 'text'))
    .option('--policy <name|file>', say.policy, 'beijiang-news')
    .option('--profile <name>', say.profile)
    .option('--strict', say.strict)
    .option('--lang <zh|en>', say.lang)
    .option('--url <url>', say.url)
    .option('--timeout <seconds>', say.timeout, '30')
    .option('--max-bytes <n>', say.maximumBytes, '8m')
    .option('--contact <address>', say.contact)
    .option('--allow-private', say.allowPrivate)
    .option('--concurrency <n>', say.concurrency, '8')
    .option('--workers <n>', say.workers)
    .option('--color', say.colour)
    .option('--no-color', say.noColour)
    .option('-v, --verbose', say.verbose)
    .option('-q, --quiet', say.quiet);
}

export function addCheckOptions(command: Command, say: Messages): Command {
  return addSharedOptions(command, say)
    .option('--fail-on <severity>', say.failOn, 'error')
    .option('--allow <verdicts>', say.allow, '')
    .option('--licences <file>', say.licences)
    .option('--source-list <file>', say.sourceList);
}

const SEVERITIES: readonly Severity[] = ['error', 'review', 'warning', 'info'];

/** @throws {UsageError} a value that is not known */
export function readExitRules({ failOn, allow }: Pick<CheckOptions, 'failOn' | 'allow'>, say: Messages): ExitRules {
  if (!SEVERITIES.includes(failOn as Severity)) throw new UsageError(say.unknownValue('--fail-on', failOn, SEVERITIES));
  const allowed = allow
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  for (const word of allowed) {
    if (word !== 'unaudited' && word !== 'review')
      throw new UsageError(say.unknownValue('--allow', word, ['unaudited', 'review']));
  }
  return { failOn: failOn as Severity, allow: new Set(allowed as ('unaudited' | 'review')[]) };
}

/** @throws {UsageError} neither zh nor en */
export function readLanguage(asked: string | undefined, otherwise: Language, say: Messages): Language {
  if (asked === undefined) return otherwise;
  if (asked !== 'zh' && asked !== 'en') throw new UsageError(say.unknownValue('--lang', asked, ['zh', 'en']));
  return asked;
}

/** A positive number of bytes; `k` and `m` stand for 1024 and 1024². @throws {UsageError} */
export function readNumber(option: string, value: string, say: Messages): number {
  const match = /^(\d+(?:\.\d+)?)([km])?$/i.exec(value.trim());
  const factor = { k: 1024, m: 1024 ** 2 }[match?.[2]?.toLowerCase() ?? ''] ?? 1;
  const number = match === null ? 0 : Number(match[1]) * factor;
  if (!(number > 0)) throw new UsageError(say.notASize(option, value));
  return number;
}

/** Milliseconds a timer can be set to (a signed 32-bit number); beyond it, Node's timers go off at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
const MOST_SECONDS = Math.floor(LONGEST_TIMER / 1000);

/** Seconds that a timer can wait, as milliseconds. @throws {UsageError} */
export function readSeconds(option: string, value: string, say: Messages): number {
  const number = /^\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : 0;
  if (!(number > 0 && number <= MOST_SECONDS)) throw new UsageError(say.notSeconds(option, value, MOST_SECONDS));
  return number * 1000;
}

/** Threads beyond which a number is a slip of the finger. */
export const MOST_THREADS = 999;

/** A number of threads, 0 for none but this one; undefined where nobody said. @throws {UsageError} */
export function readThreads(value: string | undefined, say: Messages): number | undefined {
  if (value === undefined) return undefined;
  return readCount('--workers', value, say, 0, MOST_THREADS);
}

/** A count of which nobody can have too many. */
const MOST = 999_999_999;

/** A whole number of at least `least`. @throws {UsageError} */
export function readCount(
  option: string,
  value: string,
  say: Pick<Messages, 'notWhole'>,
  least: number,
  most: number = MOST,
): number {
  const number = /^\d+$/.test(value.trim()) ? Number(value) : -1;
  if (number < least || number > most) throw new UsageError(say.notWhole(option, value, least, most));
  return number;
}

/** @throws {UsageError} no address of a web page */
export function readAddress(option: string, value: string | undefined, say: Messages): string | null {
  if (value === undefined) return null;
  const url = parseUrl(value);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new UsageError(say.notAnAddress(option, value));
  return url.href;
}

/** @throws {UsageError} a header cannot carry it (RFC 9110 §5.6.5); told before anything is fetched */
export function readContact(value: string | undefined, say: Messages): string | undefined {
  if (value !== undefined && !/^[\x21-\x27\x2a-\x7e]+$/.test(value)) throw new UsageError(say.badContact(value));
  return value;
}
