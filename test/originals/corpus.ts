import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio/slim';
import type { Article } from '../../src/originals/types.js';

/** Real articles and pages, for measuring; read where they lie and never copied. */
export const SHARED = join(import.meta.dirname, '../../../shared/corpus');
export const hasCorpus = existsSync(join(SHARED, 'originals/articles.jsonl'));

interface Line {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly datetime: string;
  readonly body: string;
}

export function corpusArticles(): Article[] {
  const lines = readFileSync(join(SHARED, 'originals/articles.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { id, url, title, datetime, body } = JSON.parse(line) as Line;
    const text = body.replace(/^[\t ]+/gm, '').trim();
    const date = datetime.replace(
      /^(\d+)-(\d+)-(\d+).*/s,
      (_, y, m, d) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`,
    );
    return { id, urls: [url], title, date, author: null, editor: null, sourceName: null, inScope: true, text };
  });
}

/** What surrounds an article on a real page. */
export interface Chrome {
  readonly before: string;
  readonly after: string;
}

/** A line this long is part of the page's own article, and goes; navigation and related titles stay. */
const ARTICLE_LINE = 40;

/** The visible text of the news pages, without their articles. Crude: good enough to be in the way. */
export function corpusChrome(): Chrome[] {
  const folder = join(SHARED, 'news');
  const names = readdirSync(folder).filter((name) => name.endsWith('.html'));
  return names.sort().map((name) => {
    const $ = load(readFileSync(join(folder, name), 'utf8'));
    $('script,style,noscript,template,head').remove();
    $('p,div,li,td,h1,h2,h3,br,tr').append('\n');
    const lines = $.root()
      .text()
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim());
    const chrome = lines.filter((line) => line !== '' && line.length < ARTICLE_LINE);
    const middle = Math.floor(chrome.length / 3);
    return { before: chrome.slice(0, middle).join('\n'), after: chrome.slice(middle).join('\n') };
  });
}

export function wrap(chrome: Chrome, text: string): string {
  return `${chrome.before}\n${text}\n${chrome.after}`;
}
