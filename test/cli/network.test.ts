import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type FaultServer, startFaultServer, unusedPort } from '../fetch/fault-server.js';
import { records, reprintlint, TRACE } from './program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(60_000);

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(() => server.close());

test('a page is fetched, once, by a program that says who it is', async () => {
  const url = server.url('/article', '127.0.3.1');
  const contact = 'https://rights.partner.example/';
  const { code, stdout } = await reprintlint([url, '--allow-private', '--contact', contact, '-f', 'ndjson']);
  expect([code, records(stdout).map(({ verdict, url }) => [verdict, url])]).toEqual([1, [['violation', url]]]);
  expect(server.requests('127.0.3.1').map(({ path, headers }) => [path, headers['user-agent']])).toEqual([
    ['/article', expect.stringMatching(/^reprintlint\/\d+\.\d+\.\d+ \(\+https:\/\/rights\.partner\.example\/\)$/)],
  ]);
});

test('a private address is not asked without --allow-private', async () => {
  const { code, stdout } = await reprintlint([server.url('/article', '127.0.3.2'), '-f', 'ndjson']);
  expect([code, records(stdout)[0].problem?.kind]).toEqual([3, 'private-address']);
  expect(server.requests('127.0.3.2')).toEqual([]);
});

test.each<[string, string, string]>([
  ['an answer of 404', '/nowhere', 'http'],
  ['a redirect loop', '/loop-a', 'redirects'],
  ['a connection that breaks', '/reset', 'connection'],
  ['a page that never comes', '/hang', 'timeout'],
  ['a page without end', '/endless', 'too-large'],
  ['a page that unpacks without end', '/gzip-bomb', 'too-large'],
  ['a challenge with status 200', '/status?code=200', 'blocked'],
  ['a film', '/film', 'not-html'],
])('%s is unaudited, and the next page is audited all the same', async (_name, path, problem) => {
  const words = [server.url(path), server.url('/article'), '--allow-private', '--timeout', '5', '-f', 'ndjson', '-q'];
  const { code, stdout, stderr } = await reprintlint(words);
  expect(records(stdout).map(({ verdict, problem }) => [verdict, problem?.kind])).toEqual([
    ['unaudited', problem],
    ['violation', undefined],
  ]);
  expect(code).toBe(1);
  expect(stderr).not.toMatch(TRACE);
});

test('a host nobody listens on is told in one line', async () => {
  const url = `http://127.0.0.1:${await unusedPort()}/`;
  const { code, stdout } = await reprintlint([url, '--allow-private']);
  expect([code, stdout.split('\n').filter((line) => line.includes('reason:')).length]).toEqual([3, 1]);
});

test('a contact that would break the header is a mistake of the command line', async () => {
  const { code, stdout, stderr } = await reprintlint([server.url('/article'), '--allow-private', '--contact', 'a\nb']);
  expect([code, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  expect(stderr).not.toMatch(/internal/);
});
