import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { AuditFile } from '../../../src/audit/store/audit-file.js';
import { html, Site } from '../../audit/batch/support/site.js';
import { LIBRARY, originalPage } from '../originals-pages.js';
import { COMPLIANT, type Folder, temporaryFolder } from '../pages.js';
import { ROOT, type Run, records, reprintlint } from '../program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(120_000);

const REPORT = ['--format', 'ndjson'];

let office: Folder;
let elsewhere: Folder;
let site: Site;
let open = false;
let first: Run;
beforeAll(async () => {
  office = temporaryFolder();
  elsewhere = temporaryFolder();
  site = await Site.start((_, response) => {
    if (open) html(response, COMPLIANT);
    else response.writeHead(404).end();
  });
  office.file('pages.txt', `${site.url(1, '/1')}\n`);
  office.file('licences.csv', '域名,起始日期,截止日期\nnews.partner.example,2020-01-01,2040-12-31\n');
  office.file('units.csv', 'name,date\n北疆新闻,2026-01-01\n');
  const shipped = readFileSync(join(ROOT, 'rules', 'beijiang-news.yaml'), 'utf8');
  office.file('rules/own.yaml', shipped.replace(/^id: .*$/m, 'id: own-rules'));
  office.file('saved/library.html', originalPage(LIBRARY, 'Lib1O0O0O'));
  await reprintlint(['originals', 'add', 'saved', '--to', 'index'], { cwd: office.path });
  const lists = ['--licences', 'licences.csv', '--source-list', 'units.csv', '--originals', 'index'];
  const polite = ['--allow-private', '--delay', '0', '--ignore-robots', '--reason', 'own server'];
  const words = ['batch', 'pages.txt', '--out', 'audit', '--policy', 'reprint-law,rules/own.yaml', ...REPORT];
  first = await reprintlint([...words, ...lists, ...polite], { cwd: office.path });
  open = true;
});
afterAll(async () => {
  await site.stop();
  office.remove();
  elsewhere.remove();
});

test('an audit is gone on with from another folder, with all lists and policies it was begun with', async () => {
  expect(records(first.stdout).map(({ problem }) => problem?.kind)).toEqual(['http']);
  const audit = join(office.path, 'audit');
  const again = ['batch', '--resume', audit, '--only', 'unaudited', ...REPORT];
  const { stdout, stderr } = await reprintlint(again, { cwd: elsewhere.path });
  expect([stderr.includes('no such file'), records(stdout).map(({ problem }) => problem)]).toEqual([false, [null]]);
});

test('its report too', async () => {
  const audit = join(office.path, 'audit');
  const { code, stdout } = await reprintlint(['report', audit, ...REPORT], { cwd: elsewhere.path });
  expect([code === 2, records(stdout).length]).toEqual([false, 1]);
});

test('what it records are absolute paths, its list included', () => {
  const file = AuditFile.open(join(office.path, 'audit'), 'read');
  const { list, options } = file.meta;
  file.close();
  const at = (name: string): string => join(office.path, name);
  expect({ list, ...options }).toMatchObject({
    list: at('pages.txt'),
    licences: at('licences.csv'),
    sourceList: at('units.csv'),
    originals: at('index'),
    policy: `reprint-law,${at('rules/own.yaml')}`,
  });
});
