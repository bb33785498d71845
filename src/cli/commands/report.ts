import { ExitCode } from '../../audit/exit-code.js';
import { AuditFile } from '../../audit/store/audit-file.js';
import { ResultReader } from '../../audit/store/results.js';
import type { AuditedPage } from '../../audit/types.js';
import { loadPolicies } from '../../policy/load.js';
import type { Language } from '../../policy/types.js';
import { parseFormats, writeReports } from '../formats.js';
import { Output, OutputClosed, type Surroundings } from '../io.js';
import { messagesIn } from '../messages.js';
import { type CheckOptions, readExitRules } from '../options.js';
import { reportContext } from '../report-context.js';
import { usageErrors } from '../store-errors.js';

export interface ReportOptions {
  readonly format: readonly string[];
  readonly failOn: string;
  readonly allow: string;
  readonly color?: boolean;
  readonly verbose?: boolean;
}

/** `reprintlint report`: the results of an audit, once more. A run that is under way may be looked at too. */
export async function report(
  folder: string,
  options: ReportOptions,
  language: Language,
  surroundings: Surroundings,
): Promise<number> {
  const exitCode = new ExitCode(readExitRules(options as CheckOptions, messagesIn(language)));
  const requests = parseFormats(options.format.length === 0 ? ['text'] : options.format, language);
  return usageErrors(language, async () => {
    const file = AuditFile.open(folder, 'read');
    try {
      const { policy, profile, strict } = file.meta.options as { policy: string; profile?: string; strict?: boolean };
      const policies = await loadPolicies(policy, { profile: profile ?? (strict ? 'strict' : null) });
      const context = await reportContext(options, policies, requests, language, surroundings);
      await writeReports(pages(file, exitCode), requests, context, new Output(surroundings.stdout), 'check', language);
    } catch (error) {
      if (!(error instanceof OutputClosed)) throw error;
    } finally {
      file.close();
    }
    return exitCode.value;
  });
}

async function* pages(file: AuditFile, exitCode: ExitCode): AsyncGenerator<AuditedPage> {
  for (const { page } of new ResultReader(file).all()) {
    exitCode.add(page);
    yield page;
  }
}
