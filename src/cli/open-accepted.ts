import type { ExitCode } from '../audit/exit-code.js';
import type { AuditedPage } from '../audit/types.js';
import type { Severity } from '../policy/types.js';
import type { Accepted, AcceptedOptions } from './accepted.js';

/**
 * What a run accepts; null where that is nothing: a run without baseline and suppressions loads nothing for them.
 * @throws {UsageError} a baseline that is not there or damaged
 */
export async function openAccepted(options: AcceptedOptions): Promise<Accepted | null> {
  const { baseline, writeBaseline, config } = options;
  const suppresses = (config?.data.suppressions?.length ?? 0) > 0;
  if (baseline === undefined && !writeBaseline && !suppresses) return null;
  const { Accepted } = await import('./accepted.js');
  return new Accepted(options);
}

/** The page as it is reported, counted for the exit code. `failOn`: where it is not that of the run. */
export function acceptAndCount<Page extends AuditedPage>(
  page: Page,
  accepted: Accepted | null,
  exitCode: ExitCode,
  failOn?: Severity,
): Page {
  const reported = accepted?.apply(page) ?? page;
  exitCode.add(accepted?.counted(reported) ?? reported, failOn);
  return reported;
}
