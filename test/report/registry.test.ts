import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import type { AuditedPage } from '../../src/audit/types.js';
import { FORMAT_NAMES, FORMATS, isFormatName } from '../../src/report/index.js';
import { context, hostilePages, inspected, manyPages, stream } from './fixtures.js';

async function sizeOf(chunks: AsyncIterable<string | Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of chunks) size += chunk.length;
  return size;
}

/** Every module that importing `entry` loads, as paths below src/ or package names. Dynamic and type imports aside. */
function loadedBy(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const source = readFileSync(entry, 'utf8');
  for (const [, names, from] of source.matchAll(/^(?:import|export) (?!type )([^;]*?)from '([^']+)';/gms)) {
    // `import { type A }` alone loads nothing that matters here, but is kept: better too many than too few.
    if (names === undefined) continue;
    if (from.startsWith('.')) loadedBy(join(dirname(entry), from.replace(/\.js$/, '.ts')), seen);
    else seen.add(from);
  }
  return seen;
}

test.each(FORMAT_NAMES)('%s is registered under its own name', (name) => {
  expect(FORMATS[name].name).toBe(name);
});

test.each(FORMAT_NAMES)('%s writes something for no pages at all, or nothing by contract', async (name) => {
  const reporter = await FORMATS[name].load();
  const size = await sizeOf(reporter(stream<AuditedPage>([]), context()));
  // NDJSON is one line a target: of none, none.
  expect(size > 0).toBe(name !== 'ndjson');
});

test.each(FORMAT_NAMES)('%s survives hostile pages in both languages', async (name) => {
  const reporter = await FORMATS[name].load();
  for (const language of ['zh', 'en'] as const) {
    expect(await sizeOf(reporter(stream(hostilePages()), context({ language })))).toBeGreaterThan(0);
  }
});

test.each(FORMAT_NAMES)('%s writes the same bytes for the same pages', async (name) => {
  const reporter = await FORMATS[name].load();
  const bytes = async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of reporter(stream(manyPages(60)), context())) chunks.push(Buffer.from(chunk as string));
    return Buffer.concat(chunks);
  };
  expect(Buffer.compare(await bytes(), await bytes())).toBe(0);
});

/** Reads the beginning of a long report, as `head` does. */
async function beginningOf(name: (typeof FORMAT_NAMES)[number]): Promise<{ taken: number; ended: boolean }> {
  const seen = { taken: 0, ended: false };
  async function* pages() {
    try {
      for (const one of manyPages(2000)) {
        seen.taken++;
        yield one;
      }
    } finally {
      seen.ended = true;
    }
  }
  let size = 0;
  for await (const chunk of (await FORMATS[name].load())(pages(), context())) {
    size += chunk.length;
    if (size > 60_000) break;
  }
  return seen;
}

// Markdown puts the counts first and is cut to the size of a job summary.
test.each(FORMAT_NAMES.filter((name) => name !== 'markdown'))('%s does not wait for the last page', async (name) => {
  expect((await beginningOf(name)).taken).toBeLessThan(2000);
});

test.each(FORMAT_NAMES)('%s lets its source end when nobody reads on', async (name) => {
  expect((await beginningOf(name)).ended).toBe(true);
});

test.each(['text', 'json', 'ndjson'] as const)('inspect has the format %s', async (name) => {
  const reporter = await FORMATS[name].loadInspect!();
  expect(await sizeOf(reporter(stream([inspected()]), context()))).toBeGreaterThan(0);
});

test.each(['constructor', 'TEXT', ''])('%j is no format', (name) => {
  expect(isFormatName(name)).toBe(false);
});

test('the registry loads no format, and text nothing but its own code', () => {
  const below = (entry: string) => [...loadedBy(entry)].map((file) => relative('src/report', file));
  expect(below('src/report/index.ts')).toEqual(['index.ts']);
  const text = below('src/report/text.ts');
  expect(text.filter((file) => /csv|xlsx|html|sarif|fflate|node_modules/.test(file))).toEqual([]);
});
