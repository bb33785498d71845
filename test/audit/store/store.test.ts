import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { AuditFile } from '../../../src/audit/store/audit-file.js';
import { compareAudits } from '../../../src/audit/store/diff.js';
import { openDatabase } from '../../../src/audit/store/driver.js';
import { StoreError, type StoreErrorKind } from '../../../src/audit/store/errors.js';
import { Frontier, reopenPages } from '../../../src/audit/store/frontier.js';
import { isImported, TargetImport } from '../../../src/audit/store/import.js';
import { countTargets, ResultReader, ResultWriter } from '../../../src/audit/store/results.js';
import { auditedPage, finishAll, newAudit, newFolder } from './support.js';

function failure(action: () => unknown): StoreErrorKind | null {
  try {
    action();
    return null;
  } catch (error) {
    return error instanceof StoreError ? error.kind : null;
  }
}

test('a page that several lines name is kept once and reported for each line', () => {
  const file = newAudit([
    'http://A.example/1',
    'http://a.example/1#top',
    'http://a.example/2',
    'http://a.example:80/1',
  ]);
  expect(new Frontier(file, 'p').pageCount).toBe(2);
  finishAll(file, (url) => auditedPage(url, 'compliant'));
  const { results, complete } = new ResultReader(file).readyAfter(0);
  expect(complete).toBe(true);
  expect(results.map(({ line, page }) => [line, page.target, page.url])).toEqual([
    [1, 'http://A.example/1', 'http://a.example/1'],
    [2, 'http://a.example/1#top', 'http://a.example/1'],
    [3, 'http://a.example/2', 'http://a.example/2'],
    [4, 'http://a.example:80/1', 'http://a.example/1'],
  ]);
  file.close();
});

test('a line that is no address is an unaudited result with its line', () => {
  const file = newAudit(['http://a.example/', 'nonsense']);
  finishAll(file, (url) => auditedPage(url, 'compliant'));
  const { results } = new ResultReader(file).readyAfter(1);
  expect(results).toMatchObject([{ line: 2, page: { verdict: 'unaudited', problem: { kind: 'invalid-target' } } }]);
  file.close();
});

test('results in list order stop at the first line that waits', () => {
  const file = newAudit(['http://a.example/1', 'http://a.example/2', 'http://a.example/3']);
  const writer = new ResultWriter(file, 'p');
  const save = (page: number): void =>
    writer.save({
      page,
      verdict: 'review',
      problem: null,
      auditedAt: 0,
      json: JSON.stringify(auditedPage(`http://a.example/${page}`, 'review')),
      etag: null,
      lastModified: null,
    });
  save(1);
  save(3);
  const reader = new ResultReader(file);
  expect(reader.readyAfter(0).results.map(({ line }) => line)).toEqual([1]);
  save(2);
  expect(reader.readyAfter(1)).toMatchObject({ results: [{ line: 2 }, { line: 3 }], complete: true });
  file.close();
});

test('counts add up to the lines of the list', () => {
  const file = newAudit(['http://a.example/1', 'http://a.example/1', 'x y', 'http://a.example/2']);
  const writer = new ResultWriter(file, 'p');
  const json = JSON.stringify(auditedPage('http://a.example/1', 'violation'));
  writer.save({ page: 1, verdict: 'violation', problem: null, auditedAt: 0, json, etag: null, lastModified: null });
  expect(countTargets(file)).toMatchObject({ total: 4, waiting: 1, verdicts: { violation: 2, unaudited: 1 } });
  file.close();
});

test('the host with the most pages comes first, its pages in the order of the list', () => {
  const file = newAudit(['http://a.example/1', 'http://b.example/1', 'http://b.example/2', 'http://c.example/1']);
  const frontier = new Frontier(file, 'p');
  const hosts = frontier.nextHosts(10);
  expect(hosts.map(({ name, pending }) => [name, pending])).toEqual([
    ['b.example', 2],
    ['a.example', 1],
    ['c.example', 1],
  ]);
  expect(frontier.nextPages(hosts[0].id, 0, 1).map(({ url }) => url)).toEqual(['http://b.example/1']);
  expect(frontier.nextPages(hosts[0].id, 2, 9).map(({ url }) => url)).toEqual(['http://b.example/2']);
  file.close();
});

test('an audit that is closed and opened again goes on where it was', () => {
  const folder = join(newFolder(), 'audit');
  const file = newAudit(['http://a.example/1', 'http://a.example/2'], folder);
  const writer = new ResultWriter(file, 'p');
  const json = JSON.stringify(auditedPage('http://a.example/1', 'review'));
  writer.save({ page: 1, verdict: 'review', problem: null, auditedAt: 0, json, etag: null, lastModified: null });
  file.close();
  const again = AuditFile.open(folder, 'write');
  expect(isImported(again)).toBe(true);
  expect(new Frontier(again, 'p').nextPages(1, 0, 9).map(({ url }) => url)).toEqual(['http://a.example/2']);
  again.close();
});

test('an import that was interrupted starts over', () => {
  const file = AuditFile.create(join(newFolder(), 'audit'), { list: 'l', created: '', options: {} });
  const entry = (line: number) => ({ line, raw: `http://a.example/${line}`, url: `http://a.example/${line}` });
  new TargetImport(file).add(entry(1));
  expect(isImported(file)).toBe(false);
  const second = new TargetImport(file);
  second.add(entry(1));
  second.add(entry(2));
  second.finish();
  expect(countTargets(file).total).toBe(2);
  file.close();
});

test('a list longer than what is written together keeps its order, and each page once', () => {
  const count = 600;
  // Every page stands in the list twice: beside itself for the even ones, far away for the others.
  const pages = Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? index - (index % 4) : (index * 7) % count,
  );
  const file = newAudit(pages.map((page) => `http://${page % 5}.example/${page}`));
  const rows = file.database
    .prepare('SELECT t.position, t.line, p.url FROM targets t JOIN pages p ON p.id = t.page ORDER BY t.position')
    .all();
  expect(rows).toEqual(pages.map((page, index) => [index + 1, index + 1, `http://${page % 5}.example/${page}`]));
  const urls = file.database.prepare('SELECT p.url, h.name FROM pages p JOIN hosts h ON h.id = p.host ORDER BY p.id');
  const distinct = [...new Set(pages)];
  expect(urls.all()).toEqual(distinct.map((page) => [`http://${page % 5}.example/${page}`, `${page % 5}.example`]));
  file.close();
});

test.each([
  ['a line that is no address', 'no "address", \\u0041 \n of 北疆新闻 😀'],
  ['U+0000', 'no\u0000address', 'no\ufffdaddress'],
  ['half a surrogate pair', 'no\ud800address', 'no\ufffdaddress'],
])('a line is told as it stands: %s', (_, line, told = line) => {
  const file = newAudit([line]);
  const { results } = new ResultReader(file).readyAfter(0);
  expect(results.map(({ page }) => page.target)).toEqual([told]);
  file.close();
});

test('pages are opened again by verdict and age, and their validators are used only for the same policy', () => {
  const file = newAudit(['http://a.example/1', 'http://a.example/2', 'http://a.example/3']);
  finishAll(file, (url) => auditedPage(url, url.endsWith('1') ? 'violation' : 'compliant'), 'old', 5000);
  expect(reopenPages(file, ['violation'], 4000)).toBe(0);
  expect(reopenPages(file, ['violation'], 6000)).toBe(1);
  expect(new Frontier(file, 'old').nextPages(1, 0, 9)).toMatchObject([{ url: 'http://a.example/1', etag: '"e"' }]);
  expect(new Frontier(file, 'new').nextPages(1, 0, 9)).toMatchObject([{ url: 'http://a.example/1', etag: null }]);
  file.close();
});

test('a result that stays because the page is unchanged counts as audited now', () => {
  const file = newAudit(['http://a.example/1']);
  finishAll(file, (url) => auditedPage(url, 'violation'), 'p', 1000);
  reopenPages(file, [], 2000);
  expect(new ResultWriter(file, 'p').keep(1, 3000)).toBe('violation');
  expect(reopenPages(file, [], 2500)).toBe(0);
  file.close();
});

test('a second audit in the same folder is refused', () => {
  const folder = join(newFolder(), 'audit');
  newAudit(['http://a.example/'], folder).close();
  expect(failure(() => newAudit([], folder))).toBe('exists');
});

const linux = process.platform === 'linux' ? test : test.skip;

linux('a folder that takes no audit is told, and not tried for ever', () => {
  expect(failure(() => newAudit([], '/proc/audits/new'))).toBe('unwritable');
});

test('an audit that is being worked on is refused to a second writer and open to readers', () => {
  const folder = join(newFolder(), 'audit');
  const file = newAudit(['http://a.example/'], folder);
  expect(failure(() => AuditFile.open(folder, 'write'))).toBe('in-use');
  const reading = AuditFile.open(folder, 'read');
  expect(countTargets(reading).total).toBe(1);
  reading.close();
  file.close();
  AuditFile.open(folder, 'write').close();
});

test('the lock names its holder, and dies with a killed process', async () => {
  const folder = join(newFolder(), 'audit');
  newAudit(['http://a.example/'], folder).close();
  const libsql = pathToFileURL(createRequire(import.meta.url).resolve('libsql')).href;
  const script = `import Database from ${JSON.stringify(libsql)};
    import { writeFileSync } from 'node:fs';
    const database = new Database(${JSON.stringify(join(folder, 'lock.sqlite'))});
    database.exec('BEGIN EXCLUSIVE');
    writeFileSync(${JSON.stringify(join(folder, 'lock.json'))}, JSON.stringify({ pid: process.pid, host: 'h', since: 's' }));
    console.log('locked');
    setTimeout(() => database.close(), 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(() => AuditFile.open(folder, 'write')).toThrow(`pid ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  AuditFile.open(folder, 'write').close();
});

test.each<[string, StoreErrorKind, (path: string) => void]>([
  ['is no database', 'not-an-audit', (path) => writeFileSync(path, 'hello '.repeat(1000))],
  ['is another program’s database', 'not-an-audit', (path) => openDatabase(path).exec('CREATE TABLE t (x)')],
  [
    'is of another version',
    'other-version',
    (path) =>
      openDatabase(path).exec('PRAGMA application_id = 1380994113; PRAGMA user_version = 99; CREATE TABLE t (x)'),
  ],
  ['is empty', 'not-an-audit', (path) => writeFileSync(path, '')],
])('a file that %s is refused', (_, kind, write) => {
  const folder = newFolder();
  write(join(folder, 'audit.sqlite'));
  expect(failure(() => AuditFile.open(folder, 'read'))).toBe(kind);
});

test('a folder without an audit is refused', () => {
  expect(failure(() => AuditFile.open(newFolder(), 'read'))).toBe('not-found');
});

test('a full disk is an error for people, and what was committed stays', () => {
  const folder = join(newFolder(), 'audit');
  const file = newAudit(['http://a.example/1', 'http://a.example/2'], folder);
  const writer = new ResultWriter(file, 'p');
  const save = (page: number, size: number): void =>
    writer.save({
      page,
      verdict: 'review',
      problem: null,
      auditedAt: 0,
      json: JSON.stringify({ ...auditedPage(`http://a.example/${page}`, 'review'), padding: 'x'.repeat(size) }),
      etag: null,
      lastModified: null,
    });
  save(1, 10);
  file.transaction.commit();
  // SQLite answers "full" when the file may not grow any more: the same path as a disk without room.
  const [pages] = file.database.prepare('PRAGMA page_count').get()!;
  file.database.prepare(`PRAGMA max_page_count = ${pages}`).get();
  save(2, 1_000_000);
  expect(failure(() => file.transaction.flush())).toBe('disk-full');
  expect(failure(() => save(2, 10))).toBe('disk-full');
  file.close();
  const again = AuditFile.open(folder, 'write');
  expect(countTargets(again)).toMatchObject({ waiting: 1, verdicts: { review: 1 } });
  again.close();
});

test('messages of every kind exist in both languages and name the audit', () => {
  const error = new StoreError('exists', 'folder/audit');
  expect(error.describe('zh').match(/folder\/audit/g)).toHaveLength(2);
  expect(error.describe('en').match(/folder\/audit/g)).toHaveLength(2);
});

test('two audits are compared page by page', () => {
  const urls = ['1', '2', '3', '4', '5', '6'].map((n) => `http://a.example/${n}`);
  const earlier = newAudit(urls.slice(0, 5));
  const later = newAudit([...urls.slice(0, 4), urls[5]]);
  const verdicts = (list: string) => (url: string) => {
    const verdict = ({ v: 'violation', c: 'compliant', u: 'unaudited' } as const)[list[Number(url.at(-1)) - 1] as 'v'];
    return auditedPage(url, verdict, verdict === 'violation' ? ['credit-missing'] : []);
  };
  finishAll(earlier, verdicts('cvccc'));
  finishAll(later, verdicts('vcuc-c'));
  expect(
    [...compareAudits(earlier, later)].map(({ kind, url, appeared, gone }) => [kind, url.at(-1), appeared, gone]),
  ).toEqual([
    ['violating', '1', ['credit-missing'], []],
    ['mended', '2', [], ['credit-missing']],
    ['unreachable', '3', [], []],
    ['unchanged', '4', [], []],
    ['added', '6', [], []],
    ['removed', '5', [], []],
  ]);
  earlier.close();
  later.close();
});

test.each([
  ['in the earlier audit', ['1'], ['1'], [], ['1']],
  ['in the later audit', ['1'], ['1'], ['1'], []],
  ['in both', ['1'], ['1'], [], []],
  ['in the only one that has it', [], ['1'], [], []],
  ['in an earlier one that alone has it', ['1'], [], [], []],
])('a page that waits %s is no difference', (_, inEarlier, inLater, doneEarlier, doneLater) => {
  const audit = (pages: readonly string[], done: readonly string[]) => {
    const file = newAudit(pages.map((page) => `http://a.example/${page}`));
    if (done.length > 0) finishAll(file, (url) => auditedPage(url, 'violation', ['credit-missing']));
    return file;
  };
  const [earlier, later] = [audit(inEarlier, doneEarlier), audit(inLater, doneLater)];
  const changes = [...compareAudits(earlier, later)].map(({ kind, appeared, gone }) => ({ kind, appeared, gone }));
  expect(changes).toEqual([{ kind: 'waiting', appeared: [], gone: [] }]);
  earlier.close();
  later.close();
});

test('the journal is a rollback journal that is emptied, not removed', () => {
  const folder = join(newFolder(), 'audit');
  const file = newAudit(['http://a.example/'], folder);
  expect(file.database.prepare('PRAGMA journal_mode').get()?.[0]).toBe('truncate');
  expect(readFileSync(join(folder, 'audit.sqlite-journal')).length).toBe(0);
  file.close();
});
