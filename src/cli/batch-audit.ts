import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BatchRun } from '../audit/batch/run.js';
import { ResultStream } from '../audit/batch/stream.js';
import { ExitCode } from '../audit/exit-code.js';
import type { RunNote } from '../audit/notes.js';
import { AuditFile } from '../audit/store/audit-file.js';
import { countTargets } from '../audit/store/results.js';
import type { AuditedPage } from '../audit/types.js';
import type { PageAuditorOptions } from '../audit/workers/page-auditor.js';
import type { AuditPool } from '../audit/workers/pool.js';
import type { Config } from '../config/types.js';
import { shanghaiDay } from '../day.js';
import { createClient, PRODUCT_TOKEN } from '../fetch/client.js';
import { connectivity } from '../fetch/connectivity.js';
import { systemClock } from '../fetch/scheduler-clock.js';
import type { Client } from '../fetch/types.js';
import { loadPolicies } from '../policy/load.js';
import { loadPlatforms } from '../policy/platforms.js';
import type { Language, Policy, Severity } from '../policy/types.js';
import { toolVersion } from '../tool-version.js';
import type { Accepted } from './accepted.js';
import { acceptedOfAudit, recordedAcceptance, VerdictShift } from './audit-acceptance.js';
import { authorisationOfRun, sourceListOfRun } from './authorisation.js';
import { batchMessagesIn } from './batch-messages.js';
import { type BatchOptions, readSettings, recordedList, recordedOptions } from './batch-options.js';
import { ProgressDisplay } from './batch-progress.js';
import { outageLine, planLines, summaryLines } from './batch-summary.js';
import { readTargets } from './batch-targets.js';
import { clearingFirst } from './clearing-first.js';
import { noteLines, parseFormats, writeReports } from './formats.js';
import { interruption } from './interrupt.js';
import { Output, OutputClosed, type Surroundings } from './io.js';
import { messagesIn } from './messages.js';
import { acceptAndCount } from './open-accepted.js';
import { readContact, readExitRules, readNumber, readSeconds } from './options.js';
import type { Given } from './project-options.js';
import { reportContext } from './report-context.js';
import { openToResume } from './resumed-audit.js';
import { usageErrors } from './store-errors.js';
import { unfinishedAfter } from './unfinished.js';

/** What a batch is asked to do; `given`: whether an option stands on the command line. */
export interface BatchRequest {
  /** null: an audit is gone on with. */
  readonly list: string | null;
  readonly options: BatchOptions;
  readonly given: Given;
  readonly language: Language;
  readonly surroundings: Surroundings;
  readonly config: Config | null;
  /** Threads that have not been told yet what to audit by. */
  readonly pool: AuditPool;
}

/** Audits a list, or goes on with an audit. Answers with the exit code. */
export function auditList(request: BatchRequest): Promise<number> {
  const { list, options, given, language, surroundings, config, pool } = request;
  return usageErrors(language, async () => {
    const opened = list === null ? openToResume(options, given, language, surroundings.cwd) : null;
    const effective = opened?.options ?? options;
    // Results are written in one language, whatever the locale of the session that goes on.
    const recorded = effective.lang === 'zh' || effective.lang === 'en' ? effective.lang : language;
    let file = opened?.file ?? null;
    try {
      const accepted = await acceptedOfAudit({
        options,
        given,
        config,
        recorded: file?.meta.options ?? null,
        failOn: effective.failOn as Severity,
        language: recorded,
        surroundings,
      });
      const prepared = await prepare(effective, recorded, accepted, surroundings);
      file ??= AuditFile.create(options.out ?? defaultFolder(list!), {
        list: recordedList(list!, surroundings.cwd),
        created: new Date().toISOString(),
        options: {
          ...recordedOptions(options, surroundings.cwd),
          lang: language,
          ...recordedAcceptance(options, config, given, surroundings),
        },
      });
      return await work(file, effective, prepared, pool, recorded, surroundings);
    } finally {
      file?.close();
    }
  });
}

interface Prepared {
  readonly settings: ReturnType<typeof readSettings>;
  readonly policies: readonly Policy[];
  readonly auditor: PageAuditorOptions;
  readonly exitCode: ExitCode;
  readonly accepted: Accepted | null;
  readonly notes: readonly RunNote[];
  /** What the lists say, in short: pages are audited again where one has changed. */
  readonly lists: readonly string[];
  readonly requests: ReturnType<typeof parseFormats>;
  readonly client: Client;
}

/** Everything that can be wrong with the command line is found before anything is created. */
async function prepare(
  options: BatchOptions,
  language: Language,
  accepted: Accepted | null,
  surroundings: Surroundings,
): Promise<Prepared> {
  const say = messagesIn(language);
  const profile = options.profile ?? (options.strict ? 'strict' : null);
  const { severities } = options;
  const requests = parseFormats(
    options.format.length === 0 ? ['text'] : options.format,
    language,
    surroundings.stdout.isTTY,
  );
  const settings = readSettings(options, language);
  const { licences, sourceList, originals } = options;
  const policies = await loadPolicies(options.policy, { profile, severities });
  // The lists are read here for their mistakes, and by each worker for its use.
  const { notes } = await authorisationOfRun(licences, policies, await loadPlatforms(), language);
  await sourceListOfRun(sourceList);
  if (originals !== undefined) (await import('./originals-run.js')).openIndex(originals, language).close();
  const today = shanghaiDay(Date.now());
  return {
    notes,
    accepted,
    lists: [licences, sourceList, originals && join(originals, 'originals.json')].flatMap((list) =>
      list === undefined ? [] : fingerprintOf(list),
    ),
    settings,
    requests,
    exitCode: new ExitCode(readExitRules(options as Parameters<typeof readExitRules>[0], say)),
    policies,
    auditor: {
      policy: options.policy,
      profile,
      severities,
      language,
      sourceList,
      originals,
      ...(licences === undefined ? {} : { licences: { file: licences, today } }),
    },
    client: createClient({
      language,
      contact: readContact(options.contact, say),
      allowPrivate: options.allowPrivate,
      totalTimeout: readSeconds('--timeout', options.timeout, say),
      maximumBytes: readNumber('--max-bytes', options.maxBytes, say),
    }),
  };
}

async function work(
  file: AuditFile,
  options: BatchOptions,
  prepared: Prepared,
  pool: AuditPool,
  language: Language,
  surroundings: Surroundings,
): Promise<number> {
  const { client, settings, policies, exitCode } = prepared;
  pool.configure(prepared.auditor);
  const say = batchMessagesIn(language);
  const fromStdin = file.meta.list === '-';
  let reading = true;
  const interrupt = interruption(
    surroundings,
    () => (reading ? say.readingInterrupted : say.interrupting),
    () => (reading ? null : () => void client.close()),
  );
  try {
    const policy = [
      ...policies.map(({ id, version, profile }) => `${id}@${version}/${profile ?? ''}`),
      toolVersion(),
      language,
      ...(options.severities === undefined ? [] : [JSON.stringify(options.severities)]),
      ...prepared.lists,
    ].join(' ');
    // Hardly a list names one page alone: a second thread loads while it is read.
    pool.expect(2);
    await readTargets(file, options, language, client, surroundings, interrupt.signal);
    if (interrupt.signal.aborted) {
      if (fromStdin) {
        surroundings.stdin.destroy();
        surroundings.stderr.write(`${say.nothingKept}\n`);
      }
      interrupt.abandon();
      return INTERRUPTED;
    }
    reading = false;
    const run = new BatchRun({
      file,
      client,
      productToken: PRODUCT_TOKEN,
      pool,
      settings,
      policy,
      clock: systemClock,
      random: Math.random,
      connectivity,
    });
    await execute(file, run, pool, options, prepared, language, surroundings, interrupt.signal);
    for (const note of prepared.notes) exitCode.note(note);
    return interrupt.signal.aborted || run.lostTo !== null ? INTERRUPTED : exitCode.value;
  } finally {
    interrupt.end();
    await client.close();
  }
}

const fingerprintOf = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);

/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;

async function execute(
  file: AuditFile,
  run: BatchRun,
  pool: AuditPool,
  options: BatchOptions,
  prepared: Prepared,
  language: Language,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<void> {
  const { stderr } = surroundings;
  const say = (lines: readonly string[]): void => {
    if (!options.quiet) for (const line of lines) stderr.write(`${line}\n`);
  };
  say(planLines(run.plan, file.directory, language));
  const display = options.quiet ? null : new ProgressDisplay(surroundings, language, () => run.progress);
  run.onOutage = (outage) => {
    display?.clear();
    say([outageLine(outage, language)]);
  };
  const results = new ResultStream(file, run, options.unordered ? 'finished' : 'list');
  // The threads end while the last results are told. A failure is thrown below, in its turn.
  const ended = run.run(signal);
  ended.catch(() => {}).finally(() => void pool.close());
  const stdout = clearingFirst(surroundings.stdout, () => display?.clear());
  const { accepted } = prepared;
  const shift = new VerdictShift();
  let lines = 0;
  let told = false;
  try {
    const policyData = prepared.policies.map(({ data }) => data);
    const context = {
      ...(await reportContext(options, policyData, prepared.requests, language, surroundings)),
      notes: prepared.notes,
      unfinished: () => unfinishedAfter(file, lines),
    };
    const pages = pagesOf(results.until(ended), prepared, shift, () => lines++);
    await writeReports(pages, prepared.requests, context, new Output(stdout), 'check', language);
    told = true;
  } catch (error) {
    // Nobody reads any more, or nothing can be written any more: what is under way is finished, the rest can be resumed.
    run.stop();
    if (!(error instanceof OutputClosed)) {
      await ended.catch(() => {});
      throw error;
    }
  } finally {
    await ended.finally(() => display?.end());
  }
  const counts = countTargets(file);
  say(summaryLines(run, { ...counts, verdicts: shift.applyTo(counts.verdicts) }, file.directory, language));
  say(noteLines(prepared.notes, prepared.requests));
  if (accepted !== null) say(told && !signal.aborted ? accepted.finish() : accepted.interrupted());
}

/** The results as they are reported, counted on the way. */
async function* pagesOf(
  results: AsyncIterable<{ page: AuditedPage }>,
  { accepted, exitCode }: Prepared,
  shift: VerdictShift,
  onTold: () => void,
): AsyncGenerator<AuditedPage> {
  for await (const { page } of results) {
    onTold();
    const reported = acceptAndCount(page, accepted, exitCode);
    shift.add(page, reported);
    yield reported;
  }
}

function defaultFolder(list: string): string {
  const name =
    basename(list)
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[-.]+/, '') || 'stdin';
  const time = new Date().toISOString().replace(/[-:]/g, '').slice(0, 15);
  return join('.', `${name}.audit-${time}`);
}
