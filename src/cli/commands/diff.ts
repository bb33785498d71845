import { AuditFile } from '../../audit/store/audit-file.js';
import { CHANGE_KINDS, type ChangeKind, compareAudits, type PageChange } from '../../audit/store/diff.js';
import { requireList } from '../../audit/store/import.js';
import type { Language } from '../../policy/types.js';
import { grouped } from '../../report/messages/grouped.js';
import { policyName } from '../audit-policy.js';
import { type BatchMessages, batchMessagesIn, verdictNames } from '../batch-messages.js';
import type { BatchOptions } from '../batch-options.js';
import { Output, OutputClosed, type Surroundings } from '../io.js';
import { messagesIn } from '../messages.js';
import { usageErrors } from '../store-errors.js';
import { UsageError } from '../usage-error.js';

/** Pages that are listed without --all: an unfinished audit would list all that waits. */
const isDifferent = ({ kind }: PageChange): boolean => kind !== 'unchanged' && kind !== 'waiting';

export interface DiffOptions {
  readonly format: string;
  readonly all?: boolean;
}

/** `reprintlint diff`: how pages stand against an earlier audit. Exit code 1 where a page violates that did not. */
export async function diff(
  earlier: string,
  later: string,
  options: DiffOptions,
  language: Language,
  { stdout }: Surroundings,
): Promise<number> {
  if (options.format !== 'text' && options.format !== 'ndjson') {
    throw new UsageError(messagesIn(language).unknownValue('--format', options.format, ['text', 'ndjson']));
  }
  return usageErrors(language, async () => {
    const files: AuditFile[] = [];
    const counts = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>;
    try {
      files.push(AuditFile.open(earlier, 'read'), AuditFile.open(later, 'read'));
      for (const file of files) requireList(file);
      const output = new Output(stdout);
      const say = batchMessagesIn(language);
      const policies = policiesOf(files[0], files[1]);
      if (policies !== null && options.format === 'text') {
        await output.write(`${say.policiesDiffer(policies.before, policies.after)}\n\n`);
      }
      for (const change of compareAudits(files[0], files[1])) {
        counts[change.kind]++;
        if (!isDifferent(change) && !options.all) continue;
        const line =
          options.format === 'ndjson'
            ? JSON.stringify({ schemaVersion: 1, ...change, ...(policies === null ? {} : { policies }) })
            : changeLine(change, say, language);
        await output.write(`${line}\n`);
      }
      if (options.format === 'text') await output.write(sumLine(counts, say, language));
      await output.settled();
    } catch (error) {
      if (!(error instanceof OutputClosed)) throw error;
    } finally {
      for (const file of files) file.close();
    }
    return counts.violating > 0 ? 1 : 0;
  });
}

/** What the audits were judged by, where that differs. */
function policiesOf(earlier: AuditFile, later: AuditFile): { before: string; after: string } | null {
  const [before, after] = [earlier, later].map(({ meta }) => policyName(meta.options as unknown as BatchOptions));
  return before === after ? null : { before, after };
}

function changeLine(
  { kind, url, before, after, appeared, gone }: PageChange,
  say: BatchMessages,
  language: Language,
): string {
  const names = verdictNames(language);
  const verdicts = `${before === null ? '-' : names[before]} → ${after === null ? '-' : names[after]}`;
  const codes = [...appeared.map((code) => `+${code}`), ...gone.map((code) => `-${code}`)].join(' ');
  return `${say.change[kind]}  ${url}  ${verdicts}${codes === '' ? '' : `  ${codes}`}`;
}

function sumLine(counts: Readonly<Record<ChangeKind, number>>, say: BatchMessages, language: Language): string {
  const parts = CHANGE_KINDS.filter((kind) => counts[kind] > 0).map(
    (kind) => `${say.change[kind]} ${grouped(counts[kind])}`,
  );
  return `\n${parts.join(language === 'zh' ? '，' : ', ')}\n`;
}
