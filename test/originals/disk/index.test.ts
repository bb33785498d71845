import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { INDEX_VERSION, MANIFEST } from '../../../src/originals/disk/manifest.js';
import {
  addArticles,
  DEFAULT_THRESHOLDS,
  findOriginal,
  type OriginalsError,
  OriginalsWriter,
  openOriginals,
  removeArticles,
  verifyOriginals,
} from '../../../src/originals/index.js';
import { article, inventedText } from '../texts.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'originals-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => article(String(from + i), inventedText(from + i + 1, 12)));

function find(text: string) {
  const index = openOriginals(folder);
  try {
    return findOriginal(index, { text, title: '', date: null }, DEFAULT_THRESHOLDS);
  } finally {
    index.close();
  }
}

const ids = () => {
  const index = openOriginals(folder);
  const all = Array.from(index.articles(), ({ id }) => id).sort();
  index.close();
  return all;
};

function failure(action: () => unknown): OriginalsError {
  try {
    action();
  } catch (error) {
    return error as OriginalsError;
  }
  throw new Error('nothing was thrown');
}

test('an index of one article finds it, with everything that was put in', async () => {
  const one = article('甲', inventedText(1, 9), {
    author: '张三',
    editor: '李四',
    date: '2024-05-06T10:11',
    inScope: false,
  });
  await addArticles(folder, [one]);
  const { normalisedLength, ...found } = find(`导航\n${one.text}\n版权所有`)!.article;
  expect(found).toEqual(one);
  expect(normalisedLength).toBeGreaterThan(200);
});

test('an empty article is kept and listed and matches nothing', async () => {
  await addArticles(folder, [article('空', ''), article('标点', '……！')]);
  expect(ids()).toEqual(['标点', '空']);
  expect(find('')).toBeNull();
  expect(verifyOriginals(folder).problems).toEqual([]);
});

test('an article of a million characters is found from a passage in its middle', async () => {
  const long = inventedText(3, 36_000);
  expect(long.length).toBeGreaterThan(1_000_000);
  await addArticles(folder, [article('长', long), ...many(3)]);
  const match = find(`前言\n${long.slice(600_000, 601_000)}\n后记`);
  expect(match).toMatchObject({ tier: 'partial', article: { id: '长' } });
});

test('two identical articles answer for each other', async () => {
  const text = inventedText(5, 12);
  await addArticles(folder, [article('一', text, { date: '2024-05-07' }), article('二', text, { date: '2024-05-06' })]);
  const match = find(text)!;
  expect([match.article.id, ...match.alternatives.map(({ id }) => id)]).toEqual(['二', '一']);
});

test('an article is found by its id, unless it was removed', async () => {
  await addArticles(folder, many(9));
  removeArticles(folder, ['4']);
  await addArticles(folder, many(2, 20));
  const index = openOriginals(folder);
  expect(['3', '21', '4', 'x'].map((id) => index.find(id)?.id)).toEqual(['3', '21', undefined, undefined]);
  index.close();
});

test('an index without articles answers, with nothing', async () => {
  await addArticles(folder, []);
  expect(find(inventedText(1, 3))).toBeNull();
});

test('in memory and from disk the answers are the same', async () => {
  const articles = many(60);
  await addArticles(folder, articles);
  const [disk, memory] = [openOriginals(folder), openOriginals(folder, { mostInMemory: Number.POSITIVE_INFINITY })];
  for (const { text } of articles.slice(0, 10)) {
    const page = { text, title: '', date: null };
    expect(findOriginal(memory, page, DEFAULT_THRESHOLDS)).toEqual(findOriginal(disk, page, DEFAULT_THRESHOLDS));
  }
  disk.close();
  memory.close();
});

describe('changes', () => {
  test('an article added again is left alone, a changed one replaced', async () => {
    await addArticles(folder, many(5));
    const changed = article('3', inventedText(99, 12));
    expect(await addArticles(folder, [...many(5).slice(0, 3), changed, article('9', '新的')])).toEqual({
      added: 1,
      replaced: 1,
      unchanged: 3,
    });
    expect(ids()).toEqual(['0', '1', '2', '3', '4', '9']);
    expect(find(changed.text)?.article.id).toBe('3');
    expect(find(many(5)[3].text)).toBeNull();
  });

  test('the last of several with one id counts, in one batch too', async () => {
    const texts = [1, 2, 3].map((seed) => inventedText(seed, 9));
    await addArticles(
      folder,
      texts.map((text) => article('同', text)),
    );
    expect(ids()).toEqual(['同']);
    expect(texts.map((text) => find(text)?.article.id)).toEqual([undefined, undefined, '同']);
  });

  test('a removed article is not found and not listed; removing it again says so', async () => {
    await addArticles(folder, many(6));
    expect(removeArticles(folder, ['2', '4', 'x'])).toEqual(['2', '4']);
    expect(removeArticles(folder, ['2'])).toEqual([]);
    expect(ids()).toEqual(['0', '1', '3', '5']);
    expect(find(many(6)[2].text)).toBeNull();
    expect(verifyOriginals(folder)).toMatchObject({ articles: 4, problems: [] });
  });

  test('many small additions become few segments, and nothing is lost', async () => {
    for (let i = 0; i < 40; i++) await addArticles(folder, many(3, i * 3), { batchPostings: 100 });
    removeArticles(folder, ['7']);
    const index = openOriginals(folder);
    expect(index.statistics().segments).toBeLessThan(8);
    expect(index.statistics().articles).toBe(119);
    index.close();
    expect(verifyOriginals(folder)).toMatchObject({ articles: 119, problems: [] });
    for (const { id, text } of many(120).filter((_, i) => i % 17 === 0)) expect(find(text)?.article.id).toBe(id);
  });

  test('what nobody names any more is deleted', async () => {
    for (let i = 0; i < 12; i++) await addArticles(folder, many(2, i * 2));
    const index = openOriginals(folder);
    const { segments } = index.statistics();
    index.close();
    expect(readdirSync(folder)).toHaveLength(1 + segments * 3);
  });

  test('a reader keeps what it opened while a writer goes on', async () => {
    await addArticles(folder, many(4));
    const index = openOriginals(folder);
    removeArticles(folder, ['0', '1', '2']);
    await addArticles(folder, many(4, 10));
    expect(Array.from(index.articles(), ({ id }) => id)).toEqual(['0', '1', '2', '3']);
    index.close();
  });

  test('articles that end with an error leave the index as it was, and unlocked', async () => {
    await addArticles(folder, many(2));
    const failing = async function* () {
      yield article('新', inventedText(50, 9));
      throw new Error('source is gone');
    };
    await expect(addArticles(folder, failing())).rejects.toThrow('source is gone');
    expect(ids()).toEqual(['0', '1']);
    expect(await addArticles(folder, many(1, 7))).toMatchObject({ added: 1 });
  });
});

describe('refusals', () => {
  test('a folder without an index', () => {
    expect(failure(() => openOriginals(folder)).kind).toBe('missing');
    expect(failure(() => removeArticles(folder, ['1'])).kind).toBe('missing');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('an index of a newer version, for readers and writers', async () => {
    await addArticles(folder, many(1));
    const path = join(folder, MANIFEST);
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), version: INDEX_VERSION + 1 }));
    const error = failure(() => openOriginals(folder));
    expect(error).toMatchObject({ kind: 'newer', message: expect.stringContaining('later version') });
    expect(error.chinese).toContain('请升级程序');
    await expect(addArticles(folder, many(1))).rejects.toMatchObject({ kind: 'newer' });
  });

  test('a file that is no index of ours', () => {
    writeFileSync(join(folder, MANIFEST), '{"name":"something else"}');
    expect(failure(() => openOriginals(folder)).kind).toBe('other');
  });

  test('a second writer, while the first one works', async () => {
    const first = new OriginalsWriter(folder);
    const error = failure(() => new OriginalsWriter(folder));
    expect(error).toMatchObject({ kind: 'locked', message: expect.stringContaining(`process ${process.pid}`) });
    first.close();
    new OriginalsWriter(folder).close();
  });

  test('an article without an id', async () => {
    await expect(addArticles(folder, [article('', '正文')])).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('another window than the index has', async () => {
    await addArticles(folder, many(1), { window: 16 });
    await expect(addArticles(folder, many(1), { window: 8 })).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('damage', () => {
  const files = ['originals.json', '00000001.postings', '00000001.articles', '00000001.table', '00000002.removed'];

  beforeEach(async () => {
    await addArticles(folder, many(30));
    removeArticles(folder, ['29']);
  });

  test.each(files)('any byte of %s', (name) => {
    const path = join(folder, name);
    const sound = readFileSync(path);
    for (let step = 0; step < 12; step++) {
      const broken = Buffer.from(sound);
      broken[Math.floor((step / 12) * sound.length)] ^= 0x55;
      writeFileSync(path, broken);
      expect(verifyOriginals(folder).problems.length).toBeGreaterThan(0);
    }
    writeFileSync(path, sound);
    expect(verifyOriginals(folder).problems).toEqual([]);
  });

  test.each(files)('%s cut short is refused with its name', (name) => {
    truncateSync(join(folder, name), readFileSync(join(folder, name)).length >> 1);
    const error = failure(() => {
      const index = openOriginals(folder);
      for (const _ of index.articles());
    });
    expect(error).toMatchObject({ kind: 'damaged', message: expect.stringContaining(name) });
  });

  test.each(files.slice(1))('%s gone is refused with its name', (name) => {
    rmSync(join(folder, name));
    expect(failure(() => openOriginals(folder))).toMatchObject({
      kind: 'damaged',
      message: expect.stringContaining(name),
    });
    expect(verifyOriginals(folder).problems).toHaveLength(1);
  });

  test('in a posting or a text is met when it is read', () => {
    for (const name of ['00000001.postings', '00000001.articles']) {
      const path = join(folder, name);
      const sound = readFileSync(path);
      const broken = Buffer.from(sound);
      broken.fill(0xff, 40, 60);
      writeFileSync(path, broken);
      expect(failure(() => find(many(1)[0].text)).kind).toBe('damaged');
      writeFileSync(path, sound);
    }
  });
});
