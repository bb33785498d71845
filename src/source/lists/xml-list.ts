import { Parser } from 'htmlparser2';
import type { Language } from '../../policy/types.js';
import { listMessages } from './messages.js';
import { entryOf, problemEntry } from './target-url.js';
import { type ListEntry, ListError } from './types.js';

/** What an XML list names: a page, or (in a sitemap index) another sitemap. */
export type XmlItem =
  | { readonly kind: 'page'; readonly entry: ListEntry }
  | { readonly kind: 'sitemap'; readonly line: number; readonly url: string };

/** An address longer than this is none (sitemaps.org allows 2,048 characters). */
const LONGEST_ADDRESS = 8192;

/**
 * Reads a sitemap, a sitemap index (sitemaps.org 0.9), RSS 2.0, RSS 1.0 (RDF) or Atom (RFC 4287) as it streams by.
 * Hand-written sitemaps have bare `&` in their addresses, so the parser is the lenient one that also reads pages.
 */
export async function* readXmlItems(chunks: AsyncIterable<string>, language: Language): AsyncGenerator<XmlItem> {
  const reader = new XmlListReader(language);
  for await (const chunk of chunks) yield* reader.write(chunk);
  yield* reader.end();
}

interface Item {
  line: number;
  address: string;
  /** How good a statement of the page's address it is: a feed names several. */
  rank: number;
  changed: string;
}

class XmlListReader {
  readonly #parser: Parser;
  readonly #language: Language;
  readonly #path: string[] = [];
  #items: XmlItem[] = [];
  #item: Item | null = null;
  #field: { name: string; rank: number; line: number } | null = null;
  #text = '';
  #root = '';
  #cutShort = false;
  #chunk = '';
  #chunkStart = 0;
  #line = 1;
  #counted = 0;

  constructor(language: Language) {
    this.#language = language;
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#open(localName(name), attributes),
        ontext: (text) => {
          if (this.#field !== null && this.#text.length < LONGEST_ADDRESS) this.#text += text;
        },
        onclosetag: (name, implied) => this.#close(localName(name), implied),
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  write(chunk: string): XmlItem[] {
    this.#chunk = chunk;
    this.#parser.write(chunk);
    this.#lineAt(this.#chunkStart + chunk.length);
    this.#chunkStart += chunk.length;
    return this.#take();
  }

  end(): XmlItem[] {
    this.#parser.end();
    const messages = listMessages(this.#language);
    if (this.#root === '') throw new ListError(messages.noXml());
    if (this.#cutShort) {
      const entry = problemEntry(this.#line, `<${this.#root}>`, messages.brokenXml(`</${this.#root}>?`));
      this.#items.push({ kind: 'page', entry });
    }
    return this.#take();
  }

  #take(): XmlItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  /** Line of an offset; offsets only ever grow. */
  #lineAt(offset: number): number {
    const stop = offset - this.#chunkStart;
    for (let i = Math.max(0, this.#counted - this.#chunkStart); i < stop; i++) {
      if (this.#chunk.charCodeAt(i) === 10) this.#line++;
    }
    this.#counted = Math.max(this.#counted, offset);
    return this.#line;
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    const parent = this.#path[this.#path.length - 1] ?? '';
    this.#path.push(name);
    if (this.#path.length === 1) {
      this.#root = name;
      if (!/^(urlset|sitemapindex|rss|RDF|feed)$/.test(name)) {
        throw new ListError(listMessages(this.#language).unknownXml(name));
      }
      return;
    }
    const isItem = ITEMS[this.#root].includes(name) && this.#item === null;
    if (isItem) this.#item = { line: this.#lineAt(this.#parser.startIndex), address: '', rank: 0, changed: '' };
    else if (this.#item !== null && ITEMS[this.#root].includes(parent)) this.#openField(name, attributes);
  }

  #openField(name: string, attributes: Readonly<Record<string, string>>): void {
    const line = this.#lineAt(this.#parser.startIndex);
    if (this.#root === 'feed' && name === 'link') {
      const rank = attributes.rel === undefined || attributes.rel === 'alternate' ? 3 : 0;
      this.#offer(attributes.href ?? '', rank, line);
      return;
    }
    const rank = name === 'guid' && attributes.isPermaLink === 'false' ? 0 : FIELDS[name];
    if (rank !== undefined) this.#field = { name, rank, line };
    this.#text = '';
  }

  #close(name: string, implied: boolean): void {
    this.#path.pop();
    if (this.#path.length === 0) this.#cutShort = implied;
    if (this.#field?.name === name) {
      if (this.#field.rank < 0) this.#item!.changed = this.#text.trim();
      else this.#offer(this.#text, this.#field.rank, this.#field.line);
      this.#field = null;
    } else if (this.#item !== null && ITEMS[this.#root].includes(name)) {
      this.#finish(this.#item);
      this.#item = null;
    }
  }

  #offer(address: string, rank: number, line: number): void {
    const item = this.#item!;
    if (address.trim() === '' || rank <= item.rank) return;
    item.address = address.trim();
    item.rank = rank;
    item.line = line;
  }

  #finish(item: Item): void {
    const changed = Date.parse(item.changed);
    const entry = entryOf(item.line, item.address, this.#language, Number.isNaN(changed) ? undefined : changed);
    if (this.#root === 'sitemapindex' && entry.url !== null) {
      this.#items.push({ kind: 'sitemap', line: item.line, url: entry.url });
    } else {
      this.#items.push({ kind: 'page', entry });
    }
  }
}

/** Elements that stand for one target, by root element. */
const ITEMS: Readonly<Record<string, readonly string[]>> = {
  urlset: ['url'],
  sitemapindex: ['sitemap'],
  rss: ['item'],
  RDF: ['item'],
  feed: ['entry'],
};

/** Children of an item: the better address wins; a negative rank marks a date. */
const FIELDS: Readonly<Record<string, number>> = {
  loc: 3,
  link: 3,
  guid: 2,
  lastmod: -1,
  pubDate: -1,
  updated: -1,
  date: -1,
};

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
