import { authorisationNotes, policiesNeedingList, type RunNote } from '../audit/notes.js';
import type { AuditOptions } from '../audit/page.js';
import type { SourceList } from '../checks/types.js';
import { shanghaiDay } from '../day.js';
import type { PlatformData } from '../page/platform.js';
import type { Language, Policy } from '../policy/types.js';
import { messagesIn } from './messages.js';
import { UsageError } from './usage-error.js';

export interface RunAuthorisation {
  readonly authorisationOf?: AuditOptions['authorisationOf'];
  /** What the absence of a list leaves open. */
  readonly notes: readonly RunNote[];
}

/**
 * The authorisation list of a run, asked for the day it is now in Shanghai.
 * @throws {UsageError} a policy judges by a list alone, and none is given
 * @throws {RecordsError} the list has mistakes
 */
export async function authorisationOfRun(
  file: string | undefined,
  policies: readonly Policy[],
  platforms: readonly PlatformData[],
  language: Language,
): Promise<RunAuthorisation> {
  const notes = authorisationNotes(policies, file !== undefined, language);
  if (file === undefined) {
    const needing = policiesNeedingList(policies).map(({ id }) => id);
    if (needing.length > 0) throw new UsageError(messagesIn(language).listNeeded(needing.join(', ')));
    return { notes };
  }
  // The list's reader and the Public Suffix List cost more than the audit of a page.
  const { loadLicences } = await import('../source/licences/load.js');
  const licences = await loadLicences(file, { platforms });
  const today = shanghaiDay(Date.now());
  return { notes, authorisationOf: (publisher) => licences.authorisationOf(publisher, today) };
}

/** The list of permitted sources of a run. @throws {RecordsError} the list has mistakes */
export async function sourceListOfRun(file: string | undefined): Promise<SourceList | null> {
  if (file === undefined) return null;
  const { loadSourceList } = await import('../source/unit-list/load.js');
  return loadSourceList(file);
}
