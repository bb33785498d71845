import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { COMPLIANT, type Folder, temporaryFolder } from './pages.js';
import { reprintlint } from './program.js';

// Programs are started: patience for a busy machine.
jest.setTimeout(60_000);

let site: Folder;
beforeAll(() => {
  site = temporaryFolder();
  site.file('a.html', COMPLIANT);
  site.file('b.yaml', 'language: en\n');
  // Private addresses: nothing is asked for.
  site.file('addresses.txt', 'http://10.0.0.1/1.html\n');
  site.file('hosts.txt', '10.0.0.1/1.html\nhttp://10.0.0.1/2.html\n');
  site.file('sitemap.xml', '<urlset><url><loc>http://10.0.0.1/1.html</loc></url></urlset>');
});
afterAll(() => site.remove());

/** Packages whose code a run loads: Node writes down every script it has seen. */
async function packagesOf(...words: string[]): Promise<string[]> {
  const coverage = join(site.path, 'coverage');
  await reprintlint(words, { cwd: site.path, env: { NODE_V8_COVERAGE: coverage } });
  const scripts = readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: { url: string }[] };
    return result.map(({ url }) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(url)?.[1] ?? '');
  });
  rmSync(coverage, { recursive: true });
  return [...new Set(scripts)].sort();
}

test('without a config, neither the YAML reader nor the schema library is loaded', async () => {
  const packages = await packagesOf('a.html');
  expect(packages).toContain('commander');
  expect(packages.filter((name) => ['yaml', 'ajv'].includes(name))).toEqual([]);
});

test('with a config they are', async () => {
  expect(await packagesOf('a.html', '--config', 'b.yaml')).toEqual(expect.arrayContaining(['yaml', 'ajv']));
});

const LIST_READERS = ['htmlparser2', 'tldts'];

test.each([
  ['whole addresses', 'addresses.txt', []],
  ['an address without a scheme', 'hosts.txt', ['tldts']],
  ['XML', 'sitemap.xml', ['htmlparser2']],
])('a list of %s loads no more than it takes to read it', async (_content, list, readers) => {
  const packages = await packagesOf('batch', list, '--workers', '1', '--quiet', '--out', `${list}.audit`);
  expect(packages.filter((name) => LIST_READERS.includes(name))).toEqual(readers);
});
