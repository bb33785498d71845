import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { unauditedPage } from '../../src/audit/store/unaudited.js';
import type { AuditedPage } from '../../src/audit/types.js';
import { parseFormats, writeReports } from '../../src/cli/formats.js';
import { Output } from '../../src/cli/io.js';
import type { ReportContext } from '../../src/report/types.js';

test('a result is shown though none follows it', async () => {
  const stdout = new PassThrough();
  const shown = once(stdout, 'data');
  async function* pages(): AsyncGenerator<AuditedPage> {
    yield unauditedPage('甲', null, { kind: 'invalid-target', message: '不是网址' });
    // As a batch that waits for a host.
    await shown;
  }
  const context = {
    tool: { name: 'reprintlint', version: '0' },
    language: 'zh',
    policies: [],
  } as unknown as ReportContext;
  await writeReports(pages(), parseFormats(['ndjson'], 'zh'), context, new Output(stdout), 'check', 'zh');
  expect(String((await shown)[0])).toContain('"target":"甲"');
});
