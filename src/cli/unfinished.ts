import type { AuditFile } from '../audit/store/audit-file.js';
import { countLines } from '../audit/store/results.js';
import type { Unfinished } from '../report/types.js';
import { resumeCommand } from './resume-command.js';

/** What a report lacks that has told `told` lines of an audit. */
export function unfinishedAfter(file: AuditFile, told: number): Unfinished | null {
  const waiting = countLines(file) - told;
  return waiting > 0 ? { waiting, command: resumeCommand(file.directory) } : null;
}
