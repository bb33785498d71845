import type { PlatformData } from '../../page/platform.js';
import { loadPlatforms } from '../../policy/platforms.js';
import type { Language } from '../../policy/types.js';
import { type AuditOptions, auditFetched, inspectFetched } from '../page.js';
import { type PageRules, rulesLoader } from '../page-rules.js';
import type { Auditor } from './protocol.js';

/** What a worker needs to know to audit pages: names only, it loads the policies itself. */
export interface PageAuditorOptions extends PageRules {
  readonly language: Language;
  /** `inspect`: with every credit candidate and link. Default `check`. */
  readonly mode?: 'check' | 'inspect';
  /** The list of authorised sites and accounts, and the day it is asked for (`YYYY-MM-DD`, Asia/Shanghai). */
  readonly licences?: { readonly file: string; readonly today: string };
  /** The list of permitted sources. */
  readonly sourceList?: string;
  /** Folder of an index of originals, opened by each worker. */
  readonly originals?: string;
}

/**
 * The auditor of a worker thread: the audit of one page, serialised where it was made. A page that comes with rules of
 * its own is judged by them.
 */
export async function createAuditor(options: PageAuditorOptions): Promise<Auditor> {
  const { language, mode } = options;
  const audit = mode === 'inspect' ? inspectFetched : auditFetched;
  const policiesOf = rulesLoader();
  // Wrong names are an error of the worker's start, not of its first page.
  await policiesOf(options);
  const platforms = await loadPlatforms();
  const common = { language, platforms, ...(await loadLists(options, platforms)), ...(await openOriginals(options)) };
  return async (target, result, rules = options) => {
    const auditOptions: AuditOptions = { policies: await policiesOf(rules as PageRules), ...common };
    const audited = audit(target, result, auditOptions);
    return { verdict: audited.verdict, problem: audited.problem?.kind ?? null, json: JSON.stringify(audited) };
  };
}

/** Bytes of postings: every worker holds its own. */
const MOST_IN_MEMORY = 64 * 2 ** 20;

/** The index of a run; the engine is loaded where there is one. */
async function openOriginals({ originals: folder }: PageAuditorOptions): Promise<Pick<AuditOptions, 'originals'>> {
  if (folder === undefined) return {};
  const engine = await import('../../originals/index.js');
  const { originalsAudit } = await import('../with-originals.js');
  const index = engine.openOriginals(folder, { mostInMemory: MOST_IN_MEMORY });
  return { originals: originalsAudit({ find: (page, thresholds) => engine.findOriginal(index, page, thresholds) }) };
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
