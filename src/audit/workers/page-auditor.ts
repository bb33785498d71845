import type { PlatformData } from '../../page/platform.js';
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
  /** The list of authorised sites and accounts, and the day it is asked for (`YYYY-MM-DD`, Asia/Shanghai). */
  readonly licences?: { readonly file: string; readonly today: string };
  /** The list of permitted sources. */
  readonly sourceList?: string;
}

/** The auditor of a worker thread: the audit of one page, serialised where it was made. */
export async function createAuditor(options: PageAuditorOptions): Promise<Auditor> {
  const { policy, profile, severities, language } = options;
  const policies = await loadPolicies(policy, { profile, severities });
  const platforms = await loadPlatforms();
  const auditOptions: AuditOptions = { policies, language, platforms, ...(await loadLists(options, platforms)) };
  return (target, result) => {
    const audited = auditFetched(target, result, auditOptions);
    return { verdict: audited.verdict, problem: audited.problem?.kind ?? null, json: JSON.stringify(audited) };
  };
}

/** The lists a run was given; their readers are loaded where there is one. */
async function loadLists(
  { licences: list, sourceList }: PageAuditorOptions,
  platforms: readonly PlatformData[],
): Promise<Pick<AuditOptions, 'authorisationOf' | 'sourceList'>> {
  const lists: { -readonly [Key in 'authorisationOf' | 'sourceList']?: AuditOptions[Key] } = {};
  if (list !== undefined) {
    const { loadLicences } = await import('../../source/licences/load.js');
    const licences = await loadLicences(list.file, { platforms });
    lists.authorisationOf = (publisher) => licences.authorisationOf(publisher, list.today);
  }
  if (sourceList !== undefined) {
    const { loadSourceList } = await import('../../source/unit-list/load.js');
    lists.sourceList = await loadSourceList(sourceList);
  }
  return lists;
}
