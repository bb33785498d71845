// The index of originals: articles indexed a second, bytes an article, milliseconds a query.
// Needs the build (`npm run build`). Texts are generated: only their number and length matter here.
//
//   node bench/originals.mjs [articles]      100000 by default; 1000000 takes minutes and 6 GB of disk
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { articles, LENGTH, text } from './generated-articles.mjs';

const entry = process.env.ORIGINALS_ENTRY ?? new URL('../dist/originals/index.js', import.meta.url);
const { addArticles, DEFAULT_THRESHOLDS, findOriginal, openOriginals } = await import(
  entry instanceof URL ? entry.href : pathToFileURL(entry).href
);

const COUNT = Number(process.argv[2] ?? 100_000);
const PAGE = 2_900;
const QUERIES = 400;

function pageOf(number) {
  const around = text(number + 2 ** 29, PAGE - LENGTH);
  const middle = around.length / 3;
  return {
    text: `${around.slice(0, middle)}\n${text(number, LENGTH)}\n${around.slice(middle)}`,
    title: '',
    date: null,
  };
}

/** Median and 95th percentile of the milliseconds a query takes, and processor time, which other programs do not lengthen. */
function queryTimes(index) {
  const times = [];
  let right = 0;
  let processor = 0;
  for (let i = 0; i < QUERIES; i++) {
    const number = Math.floor((i / QUERIES) * COUNT);
    const page = pageOf(number);
    const before = process.cpuUsage();
    const start = performance.now();
    const match = findOriginal(index, page, DEFAULT_THRESHOLDS);
    times.push(performance.now() - start);
    const used = process.cpuUsage(before);
    processor += (used.user + used.system) / 1000;
    if (match?.article.id === String(number)) right++;
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * times.length)].toFixed(2);
  return `median ${at(0.5)} ms, 95 % ${at(0.95)} ms, processor ${(processor / QUERIES).toFixed(2)} ms (${right} of ${QUERIES} found)`;
}

const folder = mkdtempSync(join(tmpdir(), 'originals-bench-'));
try {
  let start = performance.now();
  let made = 0;
  for (const article of articles(COUNT)) made += article.text.length;
  const generating = performance.now() - start;
  start = performance.now();
  await addArticles(folder, articles(COUNT));
  const adding = (performance.now() - start - generating) / 1000;
  console.log(
    `indexed   ${COUNT} articles of ${Math.round(made / COUNT)} characters in ${adding.toFixed(1)} s: ${Math.round(COUNT / adding)} a second`,
  );

  start = performance.now();
  const disk = openOriginals(folder);
  const opening = performance.now() - start;
  const { bytes, postings, segments } = disk.statistics();
  console.log(
    `size      ${Math.round(bytes.postings / COUNT)} bytes of postings an article (limit 1400), ${Math.round(bytes.articles / COUNT)} of text, ${Math.round(bytes.tables / COUNT)} of table; ${(postings / COUNT).toFixed(0)} fingerprints, ${segments} segments`,
  );
  console.log(`open      ${opening.toFixed(1)} ms, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB resident`);
  console.log(`from disk ${queryTimes(disk)}`);
  console.log(`again     ${queryTimes(disk)}`);
  disk.close();

  start = performance.now();
  const memory = openOriginals(folder, { mostInMemory: Number.POSITIVE_INFINITY });
  console.log(`load      ${(performance.now() - start).toFixed(0)} ms`);
  console.log(`in memory ${queryTimes(memory)}`);
  memory.close();

  const { benchChecking } = await import('./checking-with-index.mjs');
  await benchChecking(folder, COUNT);
  await benchChecking(folder, COUNT, 1);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
