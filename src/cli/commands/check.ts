import { readFileSync } from 'node:fs';
import { ExitCode } from '../../audit/exit-code.js';
import type { RunNote } from '../../audit/notes.js';
import { type AuditOptions, auditFetched, inspectFetched } from '../../audit/page.js';
import { auditTargets } from '../../audit/run.js';
import type { AuditedPage } from '../../audit/types.js';
import type { Client } from '../../fetch/types.js';
import { loadPolicies } from '../../policy/load.js';
import { loadPlatforms } from '../../policy/platforms.js';
import type { Language, Policy, PolicyData } from '../../policy/types.js';
import type { ReportContext } from '../../report/types.js';
import { readTarget } from '../../source/read.js';
import { findTargets } from '../../source/targets.js';
import type { Target } from '../../source/types.js';
import type { Accepted } from '../accepted.js';
import { authorisationOfRun, sourceListOfRun } from '../authorisation.js';
import { parseFormats, writeReports } from '../formats.js';
import { Output, OutputClosed, type Surroundings } from '../io.js';
import { messagesIn } from '../messages.js';
import { onceEach } from '../once-each.js';
import {
  type CheckOptions,
  readAddress,
  readContact,
  readExitRules,
  readNumber,
  type SharedOptions,
} from '../options.js';
import { paletteFor, wantsColour } from '../palette.js';
import type { PageSettings, Project } from '../project.js';
import { projectMessagesIn } from '../project-messages.js';
import type { GateOptions } from '../project-options.js';
import { UsageError } from '../usage-error.js';

/** `reprintlint check`: audits targets, reports, and answers with the exit code. */
export async function check(
  targets: readonly string[],
  options: CheckOptions & GateOptions,
  language: Language,
  surroundings: Surroundings,
  project: Project,
): Promise<number> {
  const rules = readExitRules(options, messagesIn(language));
  const exitCode = new ExitCode(rules);
  const accepted = await openAccepted(targets, options, language, surroundings, project);
  let pages = 0;
  const notes = await run(targets, options, language, surroundings, project, 'check', (page) => {
    pages++;
    const shown = accepted?.apply(page) ?? page;
    exitCode.add(accepted?.counted(shown) ?? shown, project.settingsOf(page.target).failOn);
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
async function openAccepted(
  targets: readonly string[],
  options: CheckOptions & GateOptions,
  language: Language,
  { cwd }: Surroundings,
  project: Project,
): Promise<Accepted | null> {
  const { baseline, writeBaseline, changedSince } = options;
  const suppresses = (project.config?.data.suppressions?.length ?? 0) > 0;
  if (baseline === undefined && writeBaseline === undefined && !suppresses) return null;
  const { Accepted } = await import('../accepted.js');
  const whole = targets.length === 0 && changedSince === undefined;
  return new Accepted({ baseline, writeBaseline, project, language, cwd, now: Date.now(), whole });
}

/** `reprintlint inspect`: shows what was seen. A page that could not be read gives exit code 3. */
export async function inspect(
  targets: readonly string[],
  options: SharedOptions,
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
  options: SharedOptions & Partial<CheckOptions & GateOptions>,
  language: Language,
  surroundings: Surroundings,
  project: Project,
  mode: 'check' | 'inspect',
  seen: <Page extends AuditedPage>(page: Page) => Page,
): Promise<readonly RunNote[]> {
  const say = messagesIn(language);
  const names = given.length > 0 ? given : project.targets;
  if (names.length === 0) throw new UsageError(say.noTargets);
  const requests = parseFormats(options.format.length === 0 ? ['text'] : options.format, language);
  const maximumBytes = readNumber('--max-bytes', options.maxBytes, say);
  const totalTimeout = readNumber('--timeout', options.timeout, say) * 1000;
  const concurrency = Math.ceil(readNumber('--concurrency', options.concurrency, say));
  const url = readAddress('--url', options.url, say);
  const contact = readContact(options.contact, say);
  const policiesOf = policyLoader();
  const policies = await policiesOf(project.settingsOf('-'));
  const platforms = await loadPlatforms();
  const { notes, authorisationOf } =
    mode === 'check' ? await authorisationOfRun(options.licences, policies, platforms, language) : { notes: [] };
  const sourceList = await sourceListOfRun(options.sourceList);
  const auditOptions = async (target: Target): Promise<AuditOptions> => {
    const settings = project.settingsOf(target.location);
    return { policies: await policiesOf(settings), language, platforms, authorisationOf, sourceList };
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

  const read = (target: Target) =>
    readTarget(target, {
      language,
      maximumBytes,
      url: url ?? project.settingsOf(target.location).url,
      stdin,
      fetch: async (address) => (await client.get()).fetchPage(address),
    });
  const audit = mode === 'check' ? auditFetched : inspectFetched;
  const named = findTargets(names, { language });
  const found = given.length > 0 ? named : onceEach(named, surroundings.cwd);
  const targets =
    options.changedSince === undefined
      ? found
      : (await import('../select-changed.js')).selectChanged(found, options.changedSince, language, surroundings);
  const results = auditTargets(targets, {
    concurrency,
    read,
    audit: async (target, result) => audit(target.name, result, await auditOptions(target)),
  });
  const context: ReportContext = {
    tool: { name: 'reprintlint', version: toolVersion() },
    language,
    policies: await policyData(project.policyLists, policies),
    palette: await paletteFor(requests.some(({ file }) => file === null) && wantsColour(options.color, surroundings)),
    width: stdout.columns ?? 80,
    verbose: options.verbose === true,
    ...('failOn' in options ? { failOn: options.failOn as ReportContext['failOn'] } : {}),
    baseDirectory: surroundings.cwd,
    notes,
  };
  try {
    await writeReports(watch(results, seen), requests, context, new Output(stdout), mode, language);
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error;
  } finally {
    await client.close();
  }
  if (options.quiet !== true) for (const { code, message } of notes) stderr.write(`${code}  ${message}\n`);
  return notes;
}

async function* watch<Page extends AuditedPage>(
  pages: AsyncIterable<Page>,
  seen: (page: Page) => Page,
): AsyncGenerator<Page> {
  for await (const page of pages) yield seen(page);
}

type PolicyLoader = (settings: PageSettings) => Promise<readonly Policy[]>;

/** Loads each combination of policies, profile and severities once. */
function policyLoader(): PolicyLoader {
  const loaded = new Map<string, Promise<readonly Policy[]>>();
  return ({ policy, profile, severities }) => {
    const key = JSON.stringify([policy, profile, severities]);
    let policies = loaded.get(key);
    if (policies === undefined) loaded.set(key, (policies = loadPolicies(policy, { profile, severities })));
    return policies;
  };
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

export function toolVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
