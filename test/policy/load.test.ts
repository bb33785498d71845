import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readBuiltIn } from '../../src/policy/built-in.js';
import { PolicyError } from '../../src/policy/error.js';
import { builtInFromYaml } from '../../src/policy/from-yaml.js';
import { listPolicies, loadPolicies, loadPolicy, loadPolicyData } from '../../src/policy/load.js';
import { writePrebuiltPolicies } from '../../src/policy/prebuild.js';
import { builtInNames, ruleFile, sha256 } from '../../src/policy/rules-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'reprintlint-policy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function refused(load: Promise<unknown>): Promise<PolicyError> {
  const error = await load.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof PolicyError) return error;
  throw new Error(`no PolicyError but ${error}`);
}

describe('every policy that ships', () => {
  test.each(builtInNames())('%s is right, and its id is the name of its file', async (name) => {
    expect((await loadPolicy(name)).id).toBe(name);
  });

  test.each(builtInNames())('%s has every clause used or quoted with what it obliges', async (name) => {
    const policy = await loadPolicy(name);
    expect(policy.rules.every(({ data }) => policy.clause(data.clause) !== undefined)).toBe(true);
  });

  test.each(builtInNames())('%s has its help written out', async (name) => {
    const { rules } = await loadPolicyData(name);
    expect(rules.filter(({ help }) => /[{}]/.test(help.zh + help.en))).toEqual([]);
  });

  test('is listed with title, date and provenance', async () => {
    const listed = await listPolicies();
    expect(listed.map(({ id }) => id)).toEqual(builtInNames());
    expect(listed.find(({ id }) => id === 'beijiang-news')).toMatchObject({ kind: 'notice', verified: false });
  });
});

describe('a name that is none', () => {
  test('suggests the nearest', async () => {
    const error = await refused(loadPolicy('beijing-news'));
    expect(error.message).toMatch(/^beijing-news: no policy of this name; did you mean beijiang-news\?/);
  });

  test('lists all where none is near', async () => {
    expect((await refused(loadPolicy('x'))).message).toContain('beijiang-news');
  });

  test.each(['__proto__', '%2e%2e', '', 'platforms'])('%j never reaches another file', async (name) => {
    await expect(loadPolicy(name)).rejects.toThrow(PolicyError);
  });

  test('is a user error that ends with exit code 2', async () => {
    expect((await refused(loadPolicy('x'))).exitCode).toBe(2);
  });
});

describe('a file', () => {
  test.each([
    ['that does not exist', () => join(folder, 'none.yaml'), 'no such file'],
    ['that is a folder', () => folder, 'a folder, not a policy file'],
  ])('%s', async (_, path, reason) => {
    expect((await refused(loadPolicy(path()))).message).toContain(reason);
  });

  test('may be JSON', async () => {
    const path = join(folder, 'policy.json');
    writeFileSync(path, JSON.stringify(builtInFromYaml('beijiang-news')));
    expect((await loadPolicy(path)).id).toBe('beijiang-news');
  });

  test('with mistakes names itself as the user did', async () => {
    const path = join(folder, 'bad.yaml');
    writeFileSync(path, 'id: 1\n');
    expect((await refused(loadPolicy(path))).mistakes.map(({ file }) => file)).toContain(path);
  });
});

describe('profiles', () => {
  test('an unknown one is refused with those there are', async () => {
    const error = await refused(loadPolicy('beijiang-news', { profile: 'strikt' }));
    expect(error.message).toBe('beijiang-news: no profile "strikt"; known: strict');
  });

  test('is remembered', async () => {
    expect((await loadPolicy('beijiang-news', { profile: 'strict' })).profile).toBe('strict');
  });
});

describe('several policies', () => {
  test('come in the order given, each once', async () => {
    const policies = await loadPolicies(' reprint-law, beijiang-news,reprint-law');
    expect(policies.map(({ id }) => id)).toEqual(['reprint-law', 'beijiang-news']);
  });

  test('with two unknown names: both are told', async () => {
    expect((await refused(loadPolicies('x,y,beijiang-news'))).mistakes).toHaveLength(2);
  });

  test('of one id are refused: their findings could not be told apart', async () => {
    const copy = join(folder, 'copy.yaml');
    copyFileSync(ruleFile('beijiang-news'), copy);
    const error = await refused(loadPolicies(`beijiang-news,${copy}`));
    expect(error.message).toBe('beijiang-news: two of the policies have this id');
  });

  test('no name at all is refused', async () => {
    await expect(loadPolicies(' , ')).rejects.toThrow(PolicyError);
  });
});

describe('the build', () => {
  const url = pathToFileURL(`${folder}/prebuilt/`);
  const stored = (name: string) => new URL(`${name}.json`, url);
  const read = (name: string) => JSON.parse(readFileSync(stored(name), 'utf8'));
  const base = sha256(readFileSync(ruleFile('beijiang-news')));

  beforeAll(() => writePrebuiltPolicies(url));

  test('stores each policy as its YAML says', () => {
    expect(builtInNames().map((name) => read(name).data)).toEqual(builtInNames().map(builtInFromYaml));
  });

  test('stores the hashes of all files a policy comes from', () => {
    const { sources } = read('reprint-law');
    expect(sources).toEqual({ 'beijiang-news': base, 'reprint-law': sha256(readFileSync(ruleFile('reprint-law'))) });
  });

  test('is used as long as the YAML is the same', async () => {
    writeFileSync(
      stored('beijiang-news'),
      JSON.stringify({ sources: { 'beijiang-news': base }, data: { id: 'stored' } }),
    );
    expect((await readBuiltIn('beijiang-news', url)).id).toBe('stored');
  });

  test.each([
    ['made from another YAML', JSON.stringify({ sources: { 'beijiang-news': 'x' }, data: { id: 'stored' } })],
    ['made from a policy that is gone', JSON.stringify({ sources: { 'beijiang-news': base, gone: 'x' }, data: {} })],
    ['cut short', '{"sources":{"beiji'],
  ])('is not used when %s', async (_, json) => {
    writeFileSync(stored('beijiang-news'), json);
    expect(await readBuiltIn('beijiang-news', url)).toEqual(builtInFromYaml('beijiang-news'));
  });
});
