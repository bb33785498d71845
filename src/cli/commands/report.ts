import { ExitCode } from '../../audit/exit-code.js';
import { authorisationNotes } from '../../audit/notes.js';
import { AuditFile } from '../../audit/store/audit-file.js';
import { requireList } from '../../audit/store/import.js';
import { ResultReader } from '../../audit/store/results.js';
import type { AuditedPage } from '../../audit/types.js';
import { loadPolicies } from '../../policy/load.js';
import type { Language, Severity } from '../../policy/types.js';
import type { Unfinished } from '../../report/types.js';
import type { Accepted } from '../accepted.js';
import { acceptedOfAudit } from '../audit-acceptance.js';
import type { BatchOptions } from '../batch-options.js';
import { noteLines, parseFormats, unfinishedLines, writeReports } from '../formats.js';
import { Output, OutputClosed, type Surroundings } from '../io.js';
import { messagesIn } from '../messages.js';
import { acceptAndCount } from '../open-accepted.js';
import { readExitRules } from '../options.js';
import { type GateOptions, type Given, openConfig } from '../project-options.js';
import { reportContext } from '../report-context.js';
import { usageErrors } from '../store-errors.js';
import { unfinishedAfter } from '../unfinished.js';

export interface ReportOptions extends Pick<GateOptions, 'baseline' | 'writeBaseline'> {
  readonly format: readonly string[];
  readonly failOn: string;
  readonly allow: string;
  readonly config: string | boolean;
  readonly color?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
}

/** `reprintlint report`: the results of an audit, once more. A run that is under way may be looked at too. */
export async function report(
  folder: string,
  options: ReportOptions,
  given: Given,
  language: Language,
  surroundings: Surroundings,
): Promise<number> {
  const exitCode = new ExitCode(readExitRules(options, messagesIn(language)));
  const requests = parseFormats(
    options.format.length === 0 ? ['text'] : options.format,
    language,
    surroundings.stdout.isTTY,
  );
  return usageErrors(language, async () => {
    const file = AuditFile.open(folder, 'read');
    try {
      requireList(file);
      const recorded = file.meta.options;
      const { policy, profile, strict, severities, licences } = recorded as unknown as BatchOptions;
      const policies = await loadPolicies(policy, { profile: profile ?? (strict ? 'strict' : null), severities });
      const notes = authorisationNotes(policies, licences !== undefined, language);
      const accepted = await acceptedOfAudit({
        options,
        given,
        config: await openConfig(options.config, surroundings),
        recorded,
        failOn: options.failOn as Severity,
        language,
        surroundings,
      });
      const policyData = policies.map(({ data }) => data);
      let told = 0;
      const unfinished = (): Unfinished | null => unfinishedAfter(file, told);
      const context = {
        ...(await reportContext(options, policyData, requests, language, surroundings)),
        notes,
        unfinished,
      };
      const pages = pagesOf(file, exitCode, accepted, () => told++);
      await writeReports(pages, requests, context, new Output(surroundings.stdout), 'check', language);
      for (const note of notes) exitCode.note(note);
      const missing = unfinished();
      exitCode.unfinished(missing?.waiting ?? 0);
      const incomplete = unfinishedLines(missing, requests, language);
      const lines = [...incomplete, ...noteLines(notes, requests), ...(accepted?.finish() ?? [])];
      if (options.quiet !== true) for (const line of lines) surroundings.stderr.write(`${line}\n`);
    } catch (error) {
      if (!(error instanceof OutputClosed)) throw error;
    } finally {
      file.close();
    }
    return exitCode.value;
  });
}

async function* pagesOf(
  file: AuditFile,
  exitCode: ExitCode,
  accepted: Accepted | null,
  onTold: () => void,
): AsyncGenerator<AuditedPage> {
  for (const { page } of new ResultReader(file).all()) {
    onTold();
    yield acceptAndCount(page, accepted, exitCode);
  }
}
