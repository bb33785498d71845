import * as cheerio from 'cheerio';
import { load as loadSlim } from 'cheerio/slim';
import { Parser } from 'htmlparser2';
import { auditFetched } from '../dist/audit/page.js';
import { loadPolicies } from '../dist/policy/load.js';
import { loadPages } from './pages.mjs';
import { median } from './statistics.mjs';

const ROUNDS = 9;
/** Seconds of processor time each row runs before the first round, so that all of them are measured as optimised code. */
const WARM_UP = 4;

/** What one would write first: a string and a host, anywhere on the page. */
const naive = ($) => /来源\s*[:：]\s*北疆新闻/.test($('body').text()) && $('a[href*="imline.cn"]').length > 0;

/**
 * The offline check beside what it is measured against, in processor time of one thread. Every round runs every row over all pages, so
 * that a slow moment of the machine falls on all of them.
 */
export async function benchOffline() {
  const { name, pages: bytes } = loadPages();
  const texts = bytes.map((page) => page.toString('utf8'));
  const policies = await loadPolicies('beijiang-news');
  const verdicts = new Map();
  const rows = [
    { id: 'naive', name: 'cheerio on parse5, naive check', inputs: texts, run: (html) => naive(cheerio.load(html)) },
    {
      id: 'slim',
      name: 'cheerio on htmlparser2, naive check',
      inputs: texts,
      run: (html) => naive(loadSlim(html, { xml: { xmlMode: false, decodeEntities: true } })),
    },
    { id: 'bare', name: 'htmlparser2 events, nothing kept', inputs: texts, run: bareEvents },
    { id: 'decode', name: 'UTF-8 decoding only', inputs: bytes, run: (page) => page.toString('utf8').length },
    {
      id: 'project',
      name: 'reprintlint, bytes to verdict',
      inputs: bytes,
      run(page) {
        const result = { ok: true, fetched: { bytes: page, url: null, contentType: null, hops: [] } };
        const { verdict } = auditFetched('page.html', result, { policies, language: 'zh' });
        verdicts.set(page, verdict);
      },
    },
  ].map((row) => ({ ...row, seconds: [] }));

  for (const row of rows) for (let warm = 0; warm < WARM_UP; warm += pass(row));
  for (let round = 0; round < ROUNDS; round++) for (const row of rows) row.seconds.push(pass(row));

  const project = rows.find((row) => row.id === 'project');
  const megabytes = bytes.reduce((sum, page) => sum + page.length, 0) / 1e6;
  console.log(
    `Offline, processor time of one thread, ${bytes.length} pages of ${name} (${megabytes.toFixed(1)} MB), ${ROUNDS} rounds\n`,
  );
  console.log('  pages/s    MB/s   reprintlint is');
  for (const row of rows) {
    const seconds = median(row.seconds);
    const ratio = ratioOf(project, row);
    console.log(
      `${(bytes.length / seconds).toFixed(0).padStart(9)} ${(megabytes / seconds).toFixed(1).padStart(7)}   ` +
        `${row === project ? '' : `${ratio.toFixed(2)} ×`.padEnd(9)}${row === project ? '         ' : ''} ${row.name}`,
    );
  }
  console.log(`\n  verdicts: ${countOf([...verdicts.values()])}\n`);
  return [
    {
      name: 'offline check / bare htmlparser2 pass',
      value: ratioOf(
        project,
        rows.find((row) => row.id === 'bare'),
      ),
      atLeast: 0.6,
    },
    {
      name: 'offline check / naive cheerio check',
      value: ratioOf(
        project,
        rows.find((row) => row.id === 'naive'),
      ),
      atLeast: 6,
    },
  ];
}

function bareEvents(html) {
  let units = 0;
  const parser = new Parser({
    ontext(text) {
      units += text.length;
    },
    onopentag() {
      units++;
    },
  });
  parser.write(html);
  parser.end();
  return units;
}

/**
 * Seconds of processor time for all pages: other programs on the machine slow the clock, not this. Garbage is not
 * collected by force in between: a forced collection throws compiled code away too, and the compiler would be measured.
 */
function pass(row) {
  const before = process.cpuUsage();
  for (const input of row.inputs) row.run(input);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** How many times as many pages a second the project does, round by round. */
function ratioOf(project, row) {
  return median(project.seconds.map((seconds, round) => row.seconds[round] / seconds));
}

function countOf(verdicts) {
  const counts = new Map();
  for (const verdict of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([verdict, count]) => `${verdict} ${count}`).join(', ');
}
