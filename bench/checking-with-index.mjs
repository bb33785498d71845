import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { articles, text } from './generated-articles.mjs';
import { loadPages } from './pages.mjs';
import { median } from './statistics.mjs';

const dist = process.env.DIST ?? new URL('../dist/', import.meta.url).href;
const { auditFetched } = await import(new URL('audit/page.js', dist).href);
const { originalsAudit } = await import(new URL('audit/with-originals.js', dist).href);
const { addArticles, findOriginal, openOriginals } = await import(new URL('originals/index.js', dist).href);
const { loadPolicies } = await import(new URL('policy/load.js', dist).href);

/** In the index of `npm run bench`; bench/originals.mjs takes as many as it is told. */
const ARTICLES = 10_000;
const ROUNDS = 5;
const WARM_UP = 2;
/**
 * What an index adds to a check: processor time of one thread over the same pages, with and without, in turns. One page
 * in so many (`reusing`) has an article of the index in its text, which is then compared sentence by sentence.
 */
export async function benchChecking(folder, count, reusing = 10) {
  const { name, pages } = loadPages();
  const policies = await loadPolicies('beijiang-news');
  // As the program does after the first hundred pages.
  const index = openOriginals(folder, { mostInMemory: Number.POSITIVE_INFINITY });
  const originals = originalsAudit({ find: (page, thresholds) => findOriginal(index, page, thresholds) });
  let found = 0;
  const inputs = pages.map((page, i) => (i % reusing === 0 ? withArticle(page, text(i % count, 680)) : page));
  const pass = (options) => {
    const before = process.cpuUsage();
    for (const bytes of inputs) {
      const result = { ok: true, fetched: { bytes, url: null, contentType: null, hops: [] } };
      const { original } = auditFetched('page.html', result, { policies, language: 'zh', ...options });
      if (original?.match?.tier === 'reprint') found++;
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / inputs.length;
  };
  for (let round = 0; round < WARM_UP; round++) {
    pass({});
    pass({ originals });
  }
  found = 0;
  const without = [];
  const withIndex = [];
  for (let round = 0; round < ROUNDS; round++) {
    without.push(pass({}));
    withIndex.push(pass({ originals }));
  }
  index.close();
  const value = median(withIndex) / median(without);
  console.log(
    `checking  ${inputs.length} pages of ${name}, one in ${reusing} a reprint: ${median(without).toFixed(2)} ms a page without, ${median(withIndex).toFixed(2)} with the index: ${value.toFixed(2)} times (limit 1.25) (${found / ROUNDS} known as reprints)`,
  );
  return [{ name: `checking with an index of ${count} originals, in checks without`, value, atMost: 1.25 }];
}

/** The same with an index made for the purpose. */
export async function benchWithIndex() {
  const folder = mkdtempSync(join(tmpdir(), 'checking-bench-'));
  try {
    await addArticles(folder, articles(ARTICLES));
    return await benchChecking(folder, ARTICLES);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In the middle of the longest run of paragraphs is where the article stands. */
function withArticle(page, article) {
  const html = page.toString('latin1');
  const at = html.indexOf('</p>', html.length / 2);
  const paragraphs = article.split('\n').map((line) => `<p>${line}</p>`);
  const place = at < 0 ? html.length : at + 4;
  const charset = /charset=["']?gb/i.test(html);
  // Pages in other encodings are left alone: Node has no encoder for them.
  if (charset) return page;
  return Buffer.concat([page.subarray(0, place), Buffer.from(paragraphs.join('')), page.subarray(place)]);
}
