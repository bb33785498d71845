import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SourceList } from '../../../src/checks/types.js';
import { RecordsError } from '../../../src/source/records/types.js';
import { loadSourceList } from '../../../src/source/unit-list/load.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'units-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(name: string, text: string): Promise<SourceList> {
  const path = join(folder, name);
  await writeFile(path, text);
  return loadSourceList(path);
}

const states = ({ stateOf }: SourceList) =>
  ['环河晚报', '環河晚報', '《环河晚报》', '青山快讯', '小环河晚报'].map(stateOf);
const EXPECTED = ['listed', 'listed', 'listed', 'frozen', 'unlisted'];

test('from a table: names, states, and the date once', async () => {
  const list = await load('units.csv', '单位名称,状态,名单日期\n环河晚报,正常,2021年10月20日\n青山快讯,冻结,\n');
  expect([list.date, states(list)]).toEqual(['2021-10-20', EXPECTED]);
});

test('from YAML, the date beside the list', async () => {
  const list = await load(
    'units.yaml',
    'date: 2021-10-20\nunits:\n  - name: 环河晚报\n  - { name: 青山快讯, status: frozen }\n',
  );
  expect([list.date, states(list)]).toEqual(['2021-10-20', EXPECTED]);
});

describe('a list with a mistake is refused', () => {
  test.each([
    ['no date', 'name\n环河晚报\n', 'the date of the list is missing'],
    ['two dates', 'name,date\na,2021-10-20\nb,2025-06-01\n', ':3:2 the list gives two dates for itself'],
    ['an unknown state', 'name,status,date\na,也许,2021-10-20\n', ':2:2 unknown state "也许"'],
    ['a row without a name', 'name,date\n,2021-10-20\n', ':2:1 this row names nobody'],
  ])('%s', async (_, text, message) => {
    const error = await load('bad.csv', text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RecordsError);
    expect((error as RecordsError).message).toContain(message);
  });
});
