import { AuditFile } from '../../../src/audit/store/audit-file.js';
import { TargetImport } from '../../../src/audit/store/import.js';
import { ResultWriter } from '../../../src/audit/store/results.js';
import type { Verdict } from '../../../src/audit/types.js';
import { entryOf } from '../../../src/source/lists/target-url.js';
import { page } from '../../report/fixtures.js';

export interface WrittenAudit {
  readonly lines: number;
  /** Pages that have a result, the first of the list; null: the list was not read to its end. */
  readonly done: number | null;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly verdict?: Verdict;
}

/** An audit of `https://a.example/1` and the following, as an earlier run would have left it. */
export function writeAudit(folder: string, { lines, done, options, verdict = 'compliant' }: WrittenAudit): void {
  const file = AuditFile.create(folder, {
    list: 'list.txt',
    created: '2026-01-01T00:00:00Z',
    options: { policy: 'beijiang-news', ...options },
  });
  const targets = new TargetImport(file);
  for (let line = 1; line <= lines; line++) targets.add(entryOf(line, `https://a.example/${line}`, 'en'));
  if (done !== null) {
    targets.finish();
    const writer = new ResultWriter(file, 'p');
    for (let id = 1; id <= done; id++) {
      const json = JSON.stringify(page({ target: `https://a.example/${id}`, verdict, findings: [] }));
      writer.save({ page: id, verdict, problem: null, auditedAt: 1, json, etag: null, lastModified: null });
    }
  }
  file.close();
}
