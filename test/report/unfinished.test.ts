import { expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { FORMATS, type FormatName } from '../../src/report/index.js';
import { bytesOf, compliant, textOf } from './fixtures.js';

const COMMAND = "reprintlint batch --resume 'sp/审 计'";
const unfinished = () => ({ waiting: 2500, command: COMMAND });

async function report(format: FormatName, changes: Parameters<typeof textOf>[2]): Promise<string> {
  const reporter = await FORMATS[format].load();
  if (format !== 'xlsx') return textOf(reporter, [compliant('a.html')], changes);
  const parts = unzipSync(await bytesOf(reporter, [compliant('a.html')], changes));
  return Object.values(parts)
    .map((part) => strFromU8(part))
    .join('\n');
}

test.each<[FormatName, string]>([
  ['text', `另有 2,500 行待检查：检查尚未完成，继续：${COMMAND}`],
  ['markdown', '**另有 2,500 行待检查'],
  ['html', '<b>另有 2,500 行待检查'],
  ['xlsx', '另有 2,500 行待检查'],
  ['sarif', '"executionSuccessful":false'],
  ['json', '"waiting":2500'],
])('%s says that lines of the list wait', async (format, said) => {
  expect(await report(format, { unfinished })).toContain(said);
});

test.each<[FormatName, string]>([
  ['text', '待检查'],
  ['markdown', '待检查'],
  ['html', '待检查'],
  ['xlsx', '待检查'],
  ['sarif', '"executionSuccessful":false'],
  ['json', 'waiting'],
])('%s says nothing of it where every line has a result', async (format, said) => {
  expect(await report(format, { unfinished: () => null })).not.toContain(said);
});

test('English counts one line as one', async () => {
  const one = () => ({ waiting: 1, command: 'reprintlint batch --resume a' });
  expect(await report('text', { unfinished: one, language: 'en' })).toContain(
    '1 more line is waiting: the audit is unfinished, go on with: reprintlint batch --resume a',
  );
});
