/** Options of `batch`, how they are declared and read. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type BatchSettings, DEFAULT_SETTINGS } from '../audit/batch/settings.js';
import { VERDICTS, type Verdict } from '../audit/types.js';
import type { SeverityOverrides } from '../config/types.js';
import type { PolitenessRule } from '../fetch/scheduler-politeness.js';
import { absolutePolicies } from '../policy/policy-file.js';
import type { Language } from '../policy/types.js';
import { type BatchMessages, batchMessagesIn } from './batch-messages.js';
import { type Messages, messagesIn } from './messages.js';
import { type CheckOptions, readCount, readSeconds } from './options.js';
import type { GateOptions } from './project-options.js';
import { UsageError } from './usage-error.js';

export { readCount } from './options.js';

/** As commander hands them over. */
export interface BatchOptions extends Omit<CheckOptions, 'url'>, Pick<GateOptions, 'baseline' | 'writeBaseline'> {
  readonly out?: string;
  readonly originals?: string;
  readonly resume?: string;
  readonly column?: string;
  readonly sheet?: string;
  readonly delay: string;
  readonly connections: string;
  readonly host: readonly string[];
  readonly ignoreRobots?: boolean;
  readonly reason?: string;
  readonly attempts: string;
  readonly maxCrawlDelay: string;
  readonly maxRetryAfter: string;
  readonly workers?: string;
  readonly limit?: string;
  readonly sample?: string;
  readonly seed: string;
  readonly only?: string;
  readonly since?: string;
  readonly unordered?: boolean;
  /** From the config: severities of codes. Recorded, so that a resumed audit judges alike. */
  readonly severities?: SeverityOverrides;
}

const repeatable = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function addBatchOptions(command: Command, say: Messages, sayBatch: BatchMessages): Command {
  const { concurrency, politeness, attempts, crawlDelayCap, retryAfterCap } = DEFAULT_SETTINGS;
  return command
    .option('--out <folder>', sayBatch.out)
    .option('--resume <folder>', sayBatch.resume)
    .addOption(new Option('-f, --format <name[=file]>', say.format).argParser(repeatable).default([], 'text'))
    .option('--unordered', sayBatch.unordered)
    .option('--column <name>', sayBatch.column)
    .option('--sheet <name>', sayBatch.sheet)
    .option('--limit <n>', sayBatch.limit)
    .option('--sample <n>', sayBatch.sample)
    .option('--seed <n>', sayBatch.seed, '1')
    .option('--only <verdicts>', sayBatch.only)
    .option('--since <date>', sayBatch.since)
    .option('--policy <name|file>', say.policy, 'beijiang-news')
    .option('--profile <name>', say.profile)
    .option('--strict', say.strict)
    .option('--lang <zh|en>', say.lang)
    .option('--concurrency <n>', sayBatch.concurrency, String(concurrency))
    .option('--delay <ms>', sayBatch.delay, String(politeness.delay))
    .option('--connections <n>', sayBatch.connections, String(politeness.connections))
    .addOption(new Option('--host <pattern=ms[/n]>', sayBatch.host).argParser(repeatable).default([], '-'))
    .option('--ignore-robots', sayBatch.ignoreRobots)
    .option('--reason <text>', sayBatch.reason)
    .option('--attempts <n>', sayBatch.attempts, String(attempts))
    .option('--max-crawl-delay <seconds>', sayBatch.maxCrawlDelay, String(crawlDelayCap / 1000))
    .option('--max-retry-after <seconds>', sayBatch.maxRetryAfter, String(retryAfterCap / 1000))
    .option('--timeout <seconds>', say.timeout, '30')
    .option('--max-bytes <n>', say.maximumBytes, '8m')
    .option('--contact <address>', say.contact)
    .option('--allow-private', say.allowPrivate)
    .option('--workers <n>', sayBatch.workers)
    .option('--fail-on <severity>', say.failOn, 'error')
    .option('--allow <verdicts>', say.allow, '')
    .option('--licences <file>', say.licences)
    .option('--source-list <file>', say.sourceList)
    .option('--originals <folder>', sayBatch.originals)
    .option('--color', say.colour)
    .option('--no-color', say.noColour)
    .option('-v, --verbose', say.verbose)
    .option('-q, --quiet', say.quiet);
}

/**
 * What `check` understands and `batch` does not: a list has no single original, and links are followed by no scheduler.
 * Declared so that whoever tries is told what to use instead.
 */
export function refuseOriginalOptions(command: Command, sayBatch: BatchMessages): Command {
  const refuse = (option: string) => (): never => {
    throw new UsageError(sayBatch.originalsOnly(option));
  };
  for (const [flags, option] of [
    ['--original <url|file>', '--original'],
    ['--original-url <url>', '--original-url'],
    ['--follow', '--follow'],
  ]) {
    command.addOption(new Option(flags).hideHelp()).on(`option:${option.slice(2)}`, refuse(option));
  }
  return command;
}

/** What belongs to one invocation and not to the audit. */
const NOT_RECORDED = new Set([
  // Recorded as absolute paths, see audit-acceptance.ts.
  'config',
  'baseline',
  'writeBaseline',
  'printConfig',
  'out',
  'resume',
  'only',
  'format',
  'unordered',
  'color',
  'verbose',
  'quiet',
  'workers',
]);

/** Options that name a file or folder. */
const PATHS = ['licences', 'sourceList', 'originals'] as const;

/** The options to record in a new audit, with absolute paths: it may be gone on with from another folder. */
export function recordedOptions(options: BatchOptions, cwd: string): Record<string, unknown> {
  const recorded = Object.fromEntries(Object.entries(options).filter(([name]) => !NOT_RECORDED.has(name)));
  for (const name of PATHS) if (options[name] !== undefined) recorded[name] = resolve(cwd, options[name]);
  return { ...recorded, policy: absolutePolicies(options.policy, cwd) };
}

/** A list as given, its path made absolute: an audit that was interrupted while reading it begins with it again. */
export function recordedList(list: string, cwd: string): string {
  return list === '-' || /^https?:\/\//i.test(list) ? list : resolve(cwd, list);
}

/** What verdicts depend on beside the policy, where it is given at all. */
const JUDGING = ['profile', 'strict', 'severities', 'licences', 'sourceList', 'originals'] as const;

/** The options of a resumed audit: as recorded, except for those given now. */
export function resumedOptions(
  options: BatchOptions,
  recorded: Readonly<Record<string, unknown>>,
  given: (name: string) => boolean,
): BatchOptions {
  const merged: Record<string, unknown> = { ...options };
  // What a config names now, and the audit was begun without.
  for (const name of JUDGING) if (!given(name)) delete merged[name];
  for (const [name, value] of Object.entries(recorded)) if (!given(name)) merged[name] = value;
  return merged as unknown as BatchOptions;
}

/** @throws {UsageError} a value that makes no sense */
export function readSettings(options: BatchOptions, language: Language): BatchSettings {
  const say = messagesIn(language);
  const sayBatch = batchMessagesIn(language);
  if (options.ignoreRobots && !options.reason?.trim()) throw new UsageError(sayBatch.reasonMissing);
  if (!options.ignoreRobots && options.reason !== undefined) throw new UsageError(sayBatch.reasonAlone);
  return {
    ...DEFAULT_SETTINGS,
    language,
    concurrency: readCount('--concurrency', options.concurrency, sayBatch, 1),
    politeness: {
      delay: readCount('--delay', options.delay, sayBatch, 0),
      connections: readCount('--connections', options.connections, sayBatch, 1),
    },
    hosts: options.host.map((value) => readHost(value, sayBatch)),
    ignoreRobots: options.ignoreRobots ? (options.reason ?? '').trim() : null,
    attempts: readCount('--attempts', options.attempts, sayBatch, 1),
    crawlDelayCap: readSeconds('--max-crawl-delay', options.maxCrawlDelay, say),
    retryAfterCap: readSeconds('--max-retry-after', options.maxRetryAfter, say),
  };
}

/** Milliseconds since 1970 of a day's beginning in UTC. @throws {UsageError} */
export function readDate(option: string, value: string, sayBatch: BatchMessages): number {
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new UsageError(sayBatch.badDate(option, value));
  return time;
}

/** @throws {UsageError} an unknown verdict */
export function readVerdicts(value: string, say: Messages): Verdict[] {
  const words = value
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  for (const word of words.length === 0 ? [value] : words) {
    if (!VERDICTS.includes(word as Verdict)) throw new UsageError(say.unknownValue('--only', word, VERDICTS));
  }
  return words as Verdict[];
}

function readHost(value: string, sayBatch: BatchMessages): PolitenessRule {
  const match = /^([^=\s]+)=(\d{1,8})(?:\/(\d{1,4}))?$/.exec(value.trim());
  if (match === null || match[3] === '0') throw new UsageError(sayBatch.badHost(value));
  const rule = { host: match[1], delay: Number(match[2]) };
  return match[3] === undefined ? rule : { ...rule, connections: Number(match[3]) };
}
