import { readFileSync } from 'node:fs';
import { ExitCode } from '../../audit/exit-code.js';
import type { RunNote } from '../../audit/notes.js';
import { type AuditOptions, auditFetched, inspectFetched } from '../../audit/page.js';
import { auditTargets } from '../../audit/run.js';
import type { AuditedPage } from '../../audit/types.js';
import type { Client } from '../../fetch/types.js';
import { loadPolicies } from '../../policy/load.js';
import { loadPlatforms } from '../../policy/platforms.js';
import type { Language } from '../../policy/types.js';
import type { ReportContext } from '../../report/types.js';
import { readTarget } from '../../source/read.js';
import { findTargets } from '../../source/targets.js';
import type { Target } from '../../source/types.js';
import { authorisationOfRun } from '../authorisation.js';
import { parseFormats, writeReports } from '../formats.js';
import { Output, OutputClosed, type Surroundings } from '../io.js';
import { messagesIn } from '../messages.js';
import { type CheckOptions, readAddress, readExitRules, readNumber, type SharedOptions } from '../options.js';
import { paletteFor, wantsColour } from '../palette.js';
import { UsageError } from '../usage-error.js';

/** `reprintlint check`: audits targets, reports, and answers with the exit code. */
export async function check(
  targets: readonly string[],
  options: CheckOptions,
  language: Language,
  surroundings: Surroundings,
): Promise<number> {
  const rules = readExitRules(options, messagesIn(language));
  const exitCode = new ExitCode(rules);
  const notes = await run(targets, options, language, surroundings, 'check', (page) => exitCode.add(page));
  for (const note of notes) exitCode.note(note);
  return exitCode.value;
}

/** `reprintlint inspect`: shows what was seen. A page that could not be read gives exit code 3. */
export async function inspect(
  targets: readonly string[],
  options: SharedOptions,
  language: Language,
  surroundings: Surroundings,
): Promise<number> {
  const exitCode = new ExitCode({ failOn: 'error', allow: new Set(['review']) });
  await run(targets, options, language, surroundings, 'inspect', (page) => exitCode.add({ ...page, findings: [] }));
  return exitCode.value;
}

async function run(
  names: readonly string[],
  options: SharedOptions & Partial<CheckOptions>,
  language: Language,
  surroundings: Surroundings,
  mode: 'check' | 'inspect',
  seen: (page: AuditedPage) => void,
): Promise<readonly RunNote[]> {
  const say = messagesIn(language);
  if (names.length === 0) throw new UsageError(say.noTargets);
  const requests = parseFormats(options.format.length === 0 ? ['text'] : options.format, language);
  const maximumBytes = readNumber('--max-bytes', options.maxBytes, say);
  const totalTimeout = readNumber('--timeout', options.timeout, say) * 1000;
  const concurrency = Math.ceil(readNumber('--concurrency', options.concurrency, say));
  const url = readAddress('--url', options.url, say);
  const profile = options.profile ?? (options.strict ? 'strict' : null);
  const policies = await loadPolicies(options.policy, { profile });
  const platforms = await loadPlatforms();
  const { notes, authorisationOf } =
    mode === 'check' ? await authorisationOfRun(options.licences, policies, platforms, language) : { notes: [] };
  const auditOptions: AuditOptions = { policies, language, platforms, authorisationOf };
  const { stdin, stdout, stderr } = surroundings;
  const client = lazily(async () => {
    const { createClient } = await import('../../fetch/client.js');
    return createClient({
      language,
      contact: options.contact,
      allowPrivate: options.allowPrivate,
      totalTimeout,
      maximumBytes,
    });
  });

  const read = (target: Target) =>
    readTarget(target, {
      language,
      maximumBytes,
      url,
      stdin,
      fetch: async (address) => (await client.get()).fetchPage(address),
    });
  const audit = mode === 'check' ? auditFetched : inspectFetched;
  const results = auditTargets(findTargets(names, { language }), {
    concurrency,
    read,
    audit: (target, result) => audit(target.name, result, auditOptions),
  });
  const context: ReportContext = {
    tool: { name: 'reprintlint', version: toolVersion() },
    language,
    policies: policies.map(({ data }) => data),
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
  seen: (page: Page) => void,
): AsyncGenerator<Page> {
  for await (const page of pages) {
    seen(page);
    yield page;
  }
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
