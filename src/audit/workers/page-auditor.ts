import { loadPolicies } from '../../policy/load.js';
import { loadPlatforms } from '../../policy/platforms.js';
import type { Language, Severity } from '../../policy/types.js';
import { type AuditOptions, auditFetched } from '../page.js';
import type { Auditor } from './protocol.js';

/** What a worker needs to know to audit pages: names only, it loads the policies itself. */
export interface PageAuditorOptions {
  readonly policy: string;
  readonly profile: string | null;
  /** Severities that a project sets for codes. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  readonly language: Language;
}

/** The auditor of a worker thread: the audit of one page, serialised where it was made. */
export async function createAuditor(options: PageAuditorOptions): Promise<Auditor> {
  const { policy, profile, severities, language } = options;
  const policies = await loadPolicies(policy, { profile, severities });
  const auditOptions: AuditOptions = { policies, language, platforms: await loadPlatforms() };
  return (target, result) => {
    const audited = auditFetched(target, result, auditOptions);
    return { verdict: audited.verdict, problem: audited.problem?.kind ?? null, json: JSON.stringify(audited) };
  };
}
