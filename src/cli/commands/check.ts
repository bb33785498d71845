import { ExitCode } from '../../audit/exit-code.js';
import type { RunNote } from '../../audit/notes.js';
import { type AuditOptions, auditFetched, inspectFetched } from '../../audit/page.js';
import { type PageRules, rulesLoader } from '../../audit/page-rules.js';
import { auditTargets } from '../../audit/run.js';
import type { AuditedPage } from '../../audit/types.js';
import { lookAhead } from '../../audit/workers/look-ahead.js';
import type { PageAuditorOptions } from '../../audit/workers/page-auditor.js';
import { shanghaiDay } from '../../day.js';
import type { Client } from '../../fetch/types.js';
import { loadPolicies } from '../../policy/load.js';
import { loadPlatforms } from '../../policy/platforms.js';
import type { Language, Policy, PolicyData, Severity } from '../../policy/types.js';
import type { ReportContext } from '../../report/types.js';
import { readTarget } from '../../source/read.js';
import { findTargets } from '../../source/targets.js';
import type { FetchResult, Target } from '../../source/types.js';
import type { Accepted } from '../accepted.js';
import { atATime } from '../at-a-time.js';
import { authorisationOfRun, sourceListOfRun } from '../authorisation.js';
import { noteLines, parseFormats, writeReports } from '../formats.js';
import { Output, OutputClosed, type Surroundings } from '../io.js';
import { messagesIn } from '../messages.js';
import { onceEach } from '../once-each.js';
import { acceptAndCount, openAccepted } from '../open-accepted.js';
import {
  type CheckOptions,
  readAddress,
  readContact,
  readCount,
  readExitRules,
  readNumber,
  readSeconds,
  readThreads,
  type SharedOptions,
} from '../options.js';
import { type OriginalOptions, wantsOriginals } from '../original-options.js';
import type { Project } from '../project.js';
import { projectMessagesIn } from '../project-messages.js';
import type { GateOptions } from '../project-options.js';
import { reportContext } from '../report-context.js';
import { UsageError } from '../usage-error.js';

/** `reprintlint check`: audits targets, reports, and answers with the exit code. */
export async function check(
  targets: readonly string[],
  options: CheckOptions & GateOptions & OriginalOptions,
  language: Language,
  surroundings: Surroundings,
  project: Project,
): Promise<number> {
  const rules = readExitRules(options, messagesIn(language));
  const exitCode = new ExitCode(rules);
  const accepted = await acceptedOf(targets, options, language, surroundings, project);
  let pages = 0;
  const notes = await run(targets, options, language, surroundings, project, 'check', (page) => {
    pages++;
    const shown = acceptAndCount(page, accepted, exitCode, project.settingsOf(page.target).failOn);
    return shown;
  });
  for (const note of notes) exitCode.note(note);
  const lines = accepted?.finish() ?? [];
  const nothingChanged = pages === 0 && options.changedSince !== undefined;
  if (nothingChanged) lines.push(projectMessagesIn(language).nothingChanged(options.changedSince!));
  if (options.quiet !== true) for (const line of lines) surroundings.stderr.write(`${line}\n`);
  return nothingChanged ? 0 : exitCode.value;
}

/** null where the project accepts nothing: its code is not loaded then. */
async function acceptedOf(
  targets: readonly string[],
  options: CheckOptions & GateOptions,
  language: Language,
  { cwd }: Surroundings,
  project: Project,
): Promise<Accepted | null> {
  const { baseline, writeBaseline, changedSince } = options;
  const { config } = project;
  const whole = targets.length === 0 && changedSince === undefined;
  const failOnOf = (target: string): Severity => project.settingsOf(target).failOn;
  return openAccepted({ baseline, writeBaseline, config, failOnOf, language, cwd, now: Date.now(), whole });
}

/** `reprintlint inspect`: shows what was seen. A page that could not be read gives exit code 3. */
export async function inspect(
  targets: readonly string[],
  options: SharedOptions & OriginalOptions,
  language: Language,
  surroundings: Surroundings,
  project: Project,
): Promise<number> {
  const exitCode = new ExitCode({ failOn: 'error', allow: new Set(['review']) });
  await run(targets, options, language, surroundings, project, 'inspect', (page) => {
    exitCode.add({ ...page, findings: [] });
    return page;
  });
  return exitCode.value;
}

async function run(
  given: readonly string[],
  options: SharedOptions & OriginalOptions & Partial<CheckOptions & GateOptions>,
  language: Language,
  surroundings: Surroundings,
  project: Project,
  mode: 'check' | 'inspect',
  seen: <Page extends AuditedPage>(page: Page) => Page,
): Promise<readonly RunNote[]> {
  const say = messagesIn(language);
  const names = given.length > 0 ? given : project.targets;
  if (names.length === 0) throw new UsageError(say.noTargets);
  const requests = parseFormats(
    options.format.length === 0 ? ['text'] : options.format,
    language,
    surroundings.stdout.isTTY,
  );
  const maximumBytes = readNumber('--max-bytes', options.maxBytes, say);
  const totalTimeout = readSeconds('--timeout', options.timeout, say);
  const concurrency = readCount('--concurrency', options.concurrency, say, 1);
  const url = readAddress('--url', options.url, say);
  const contact = readContact(options.contact, say);
  const policiesOf = rulesLoader();
  const policies = await policiesOf(project.settingsOf('-'));
  const platforms = await loadPlatforms();
  const { notes, authorisationOf } =
    mode === 'check' ? await authorisationOfRun(options.licences, policies, platforms, language) : { notes: [] };
  const sourceList = await sourceListOfRun(options.sourceList);
  const rulesOf = ({ location }: Target): PageRules => {
    const { policy, profile, severities } = project.settingsOf(location);
    return { policy, profile, severities };
  };
  const auditOptions = async (target: Target): Promise<AuditOptions> => {
    return { policies: await policiesOf(rulesOf(target)), language, platforms, authorisationOf, sourceList };
  };
  const { stdin, stdout, stderr } = surroundings;
  const client = lazily(async () => {
    const { createClient } = await import('../../fetch/client.js');
    return createClient({
      language,
      contact,
      allowPrivate: options.allowPrivate,
      totalTimeout,
      maximumBytes,
    });
  });

  // Workers want more pages under way than a site should be asked for.
  const inTurn = atATime(concurrency);
  const read = (target: Target) =>
    readTarget(target, {
      language,
      maximumBytes,
      url: url ?? project.settingsOf(target.location).url,
      stdin,
      fetch: (address) => inTurn(async () => (await client.get()).fetchPage(address)),
    });
  const audit = mode === 'check' ? auditFetched : inspectFetched;
  const named = findTargets(names, { language });
  const found = given.length > 0 ? named : onceEach(named, surroundings.cwd);
  const targets =
    options.changedSince === undefined
      ? found
      : (await import('../select-changed.js')).selectChanged(found, options.changedSince, language, surroundings);
  const { licences } = options;
  const auditor: PageAuditorOptions = {
    ...rulesOf({ name: '-', kind: 'stdin', location: '-' }),
    language,
    mode,
    sourceList: options.sourceList,
    ...(licences === undefined ? {} : { licences: { file: licences, today: shanghaiDay(Date.now()) } }),
  };
  const threads = readThreads(options.workers, say);
  const ahead = threads === undefined ? await lookAhead(targets) : { targets, many: threads > 0 };
  const originals = wantsOriginals(options, language)
    ? await (await import('../originals-run.js')).OriginalsRun.open(
        {
          ...options,
          language,
          maximumBytes,
          fetch: (address) => inTurn(async () => (await client.get()).fetchPage(address)),
          hint: (line) => void (options.quiet === true || stderr.write(`${line}\n`)),
        },
        { policies, platforms },
      ).catch(async (error: unknown) => {
        await client.close();
        throw error;
      })
    : null;
  const inWorkers =
    ahead.many && originals === null
      ? new (await import('../audit-in-workers.js')).WorkerAudit({ auditor, language, read, threads, rulesOf })
      : null;
  const withOriginals = async (result: FetchResult, known: AuditOptions): Promise<AuditOptions> =>
    originals === null ? known : { ...known, ...(await originals.knownFor(result, known)) };
  const results = auditTargets(ahead.targets, {
    concurrency: Math.max(concurrency, inWorkers?.underWay ?? 0),
    read,
    audit: async (target, result) =>
      // Standard input cannot be read again after a mishap.
      inWorkers === null || target.kind === 'stdin'
        ? audit(target.name, result, await withOriginals(result, await auditOptions(target)))
        : inWorkers.audit(target, result),
  });
  const context: ReportContext = {
    ...(await reportContext(
      options,
      await policyData(project.policyLists, policies),
      requests,
      language,
      surroundings,
    )),
    failOnOf: (target) => project.settingsOf(target).failOn,
    notes,
  };
  try {
    await writeReports(watch(results, seen), requests, context, new Output(stdout), mode, language);
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error;
  } finally {
    originals?.close();
    await Promise.all([client.close(), inWorkers?.close()]);
  }
  originals?.requireSound();
  if (options.quiet !== true) for (const line of noteLines(notes, requests)) stderr.write(`${line}\n`);
  return notes;
}

async function* watch<Page extends AuditedPage>(
  pages: AsyncIterable<Page>,
  seen: (page: Page) => Page,
): AsyncGenerator<Page> {
  for await (const page of pages) yield seen(page);
}

/** Every policy that some page may be audited with: reports quote their clauses. */
async function policyData(lists: readonly string[], loaded: readonly Policy[]): Promise<readonly PolicyData[]> {
  const others = await Promise.all(lists.slice(1).map((list) => loadPolicies(list)));
  const all = [loaded, ...others].flat().map(({ data }) => data);
  return all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index);
}

/** The network half is loaded when the first URL needs it, not before. */
function lazily(create: () => Promise<Client>): { get(): Promise<Client>; close(): Promise<void> } {
  let client: Promise<Client> | null = null;
  return {
    get: () => (client ??= create()),
    close: async () => (await client)?.close(),
  };
}
