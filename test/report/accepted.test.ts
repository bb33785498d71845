import { expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import type { AuditedPage } from '../../src/audit/types.js';
import { readPages } from '../../src/report/html/client/model.js';
import { FORMATS, type FormatName } from '../../src/report/index.js';
import { bytesOf, compliant, finding, textOf } from './fixtures.js';

const known = { ...finding(), accepted: { by: 'baseline' } } as const;
const suppressed = { ...finding(), accepted: { by: 'suppression', reason: 'agreed' } } as const;
const page: AuditedPage = { ...compliant('a.html'), accepted: [known, known, known] };

async function report(format: FormatName, pages: AuditedPage[], changes: Parameters<typeof textOf>[2] = {}) {
  const reporter = await FORMATS[format].load();
  if (format !== 'xlsx') return textOf(reporter, pages, changes);
  const parts = unzipSync(await bytesOf(reporter, pages, changes));
  return Object.values(parts)
    .map((part) => strFromU8(part))
    .join('\n');
}

test.each<[FormatName, string]>([
  ['text', '\n3 个问题已记在基线中\n'],
  ['markdown', '\n3 个问题已记在基线中\n'],
  ['html', '<p>3 个问题已记在基线中</p>'],
  ['xlsx', '>3 个问题已记在基线中<'],
])('the summary of %s names what the baseline accepts', async (format, said) => {
  expect(await report(format, [page])).toContain(said);
});

test.each<FormatName>(['text', 'markdown', 'html', 'xlsx'])(
  '%s says nothing of it where nothing is',
  async (format) => {
    expect(await report(format, [compliant('a.html')])).not.toContain('基线');
  },
);

test.each([
  ['zh', '✓ 合规（3 个问题已记在基线中）  a.html'],
  ['en', '✓ compliant (3 findings accepted by the baseline)  a.html'],
] as const)('the text report marks the page (%s)', async (language, headline) => {
  expect(await report('text', [page], { language })).toContain(headline);
});

test('what the config suppresses is told apart', async () => {
  const both: AuditedPage = { ...compliant('a.html'), accepted: [known, suppressed] };
  expect(await report('text', [both], { language: 'en' })).toContain(
    '✓ compliant (1 finding accepted by the baseline, 1 finding suppressed by the config)  a.html',
  );
});

test.each([
  ['zh', '（3 个问题已记在基线中）'],
  ['en', ' (3 findings accepted by the baseline)'],
] as const)('the row of an HTML report marks the page (%s)', async (language, mark) => {
  const document = await report('html', [page], { language });
  const [, lines] = /id="pages">([\s\S]*?)<\/script>/.exec(document)!;
  expect(readPages(JSON.parse(lines))[0].accepted).toBe(mark);
});
