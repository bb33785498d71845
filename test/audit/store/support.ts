import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { AuditFile } from '../../../src/audit/store/audit-file.js';
import { TargetImport } from '../../../src/audit/store/import.js';
import { ResultWriter } from '../../../src/audit/store/results.js';
import type { AuditedPage, Verdict } from '../../../src/audit/types.js';
import { entryOf } from '../../../src/source/lists/target-url.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that goes when the tests of the file are over. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  folders.push(folder);
  return folder;
}

/** A new audit of the lines given. */
export function newAudit(lines: readonly string[], folder: string = join(newFolder(), 'audit')): AuditFile {
  const file = AuditFile.create(folder, {
    list: 'list.txt',
    created: '2026-01-01T00:00:00Z',
    options: { policy: 'p' },
  });
  const targets = new TargetImport(file);
  lines.forEach((line, i) => {
    targets.add(entryOf(i + 1, line, 'en'));
  });
  targets.finish();
  return file;
}

export function auditedPage(target: string, verdict: Verdict, codes: readonly string[] = []): AuditedPage {
  const findings = codes.map((code) => ({ code })) as unknown as AuditedPage['findings'];
  const base = {
    schemaVersion: 1,
    url: target,
    scope: 'assumed',
    source: null,
    original: null,
    problem: null,
  } as const;
  return { ...base, target, verdict, findings, page: null };
}

/** Writes a result for each page of the audit. */
export function finishAll(file: AuditFile, resultOf: (url: string) => AuditedPage, policy = 'p', at = 1000): void {
  const writer = new ResultWriter(file, policy);
  for (const [id, url] of file.database.prepare('SELECT id, url FROM pages ORDER BY id').all()) {
    const page = resultOf(String(url));
    const { verdict } = page;
    const json = JSON.stringify(page);
    writer.save({ page: Number(id), verdict, problem: null, auditedAt: at, json, etag: '"e"', lastModified: null });
  }
  file.transaction.commit();
}
