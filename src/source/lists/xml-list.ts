import { Parser } from 'htmlparser2';
import type { Language } from '../../policy/types.js';
import { parseUrl } from '../../url.js';
import { listMessages } from './messages.js';
import { entryOf, problemEntry } from './target-url.js';
import { type ListEntry, ListError } from './types.js';

/** What an XML list names: a page, or (in a sitemap index) another sitemap. */
export type XmlItem =
  | { readonly kind: 'page'; readonly entry: ListEntry }
  | { readonly kind: 'sitemap'; readonly line: number; readonly url: string };

/** An address longer than this is none (sitemaps.org allows 2,048 characters). */
const LONGEST_ADDRESS = 8192;
const LONGEST_TITLE = 120;
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Reads a sitemap, a sitemap index (sitemaps.org 0.9), RSS 2.0, RSS 1.0 (RDF) or Atom (RFC 4287) as it streams by.
 * Hand-written sitemaps have bare `&` in their addresses, so the parser is the lenient one that also reads pages.
 */
export async function* readXmlItems(
  chunks: AsyncIterable<string>,
  language: Language,
  /** Where the list was fetched; relative links are resolved against it unless the list says otherwise. */
  url: string | null = null,
): AsyncGenerator<XmlItem> {
  const reader = new XmlListReader(language, url);
  for await (const chunk of chunks) yield* reader.write(chunk);
  yield* reader.end();
}

interface Item {
  line: number;
  address: string;
  /** What relative addresses are relative to. */
  base: string | null;
  title: string;
  /** How good a statement of the page's address it is: a feed names several. */
  rank: number;
  changed: string;
}

class XmlListReader {
  readonly #parser: Parser;
  readonly #language: Language;
  readonly #path: string[] = [];
  /** Base of relative links, for the list and for each open element. */
  readonly #bases: (string | null)[];
  /** Where the feed says that it is published itself. */
  #self: string | null = null;
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

  constructor(language: Language, url: string | null) {
    this.#language = language;
    this.#bases = [url];
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
      const entry = problemEntry(this.#line, `<${this.#root}>`, messages.brokenXml(`</${this.#root}>`));
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
    this.#bases.push(this.#baseBelow(attributes['xml:base']));
    if (this.#path.length === 1) {
      this.#root = name;
      if (!/^(urlset|sitemapindex|rss|RDF|feed)$/.test(name)) {
        throw new ListError(listMessages(this.#language).unknownXml(name));
      }
      return;
    }
    const isItem = ITEMS[this.#root].includes(name) && this.#item === null;
    if (isItem) this.#begin();
    else if (this.#item === null && name === 'link' && attributes.rel === 'self') this.#self = attributes.href ?? null;
    else if (this.#item !== null && ITEMS[this.#root].includes(parent)) this.#openField(name, attributes);
  }

  #begin(): void {
    const line = this.#lineAt(this.#parser.startIndex);
    this.#item = { line, address: '', base: null, title: '', rank: 0, changed: '' };
  }

  #baseBelow(given: string | undefined): string | null {
    const above = this.#bases[this.#bases.length - 1];
    return given === undefined ? above : (parseUrl(given, above)?.href ?? above);
  }

  #openField(name: string, attributes: Readonly<Record<string, string>>): void {
    const line = this.#lineAt(this.#parser.startIndex);
    if (this.#root === 'feed' && name === 'link') {
      const rank = attributes.rel === undefined || attributes.rel === 'alternate' ? LINK : 0;
      this.#offer(attributes.href ?? '', rank, line, this.#bases[this.#bases.length - 1]);
      return;
    }
    const rank = name === 'guid' && attributes.isPermaLink === 'false' ? 0 : FIELDS[name];
    if (rank !== undefined) this.#field = { name, rank, line };
    this.#text = '';
  }

  #close(name: string, implied: boolean): void {
    this.#path.pop();
    const base = this.#bases.pop() ?? null;
    if (this.#path.length === 0) this.#cutShort = implied;
    if (this.#field?.name === name) {
      if (this.#field.rank === TITLE) this.#item!.title = this.#text.trim();
      else if (this.#field.rank === DATE) this.#item!.changed = this.#text.trim();
      else this.#offer(this.#text, this.#field.rank, this.#field.line, base);
      this.#field = null;
    } else if (this.#item !== null && ITEMS[this.#root].includes(name)) {
      this.#finish(this.#item);
      this.#item = null;
    }
  }

  #offer(address: string, rank: number, line: number, base: string | null): void {
    const item = this.#item!;
    if (address.trim() === '' || rank <= item.rank) return;
    item.address = address.trim();
    item.base = base;
    item.rank = rank;
    item.line = line;
  }

  #entryOf({ line, address, base, title, rank }: Item, changed: number | undefined): ListEntry {
    const messages = listMessages(this.#language);
    if (address === '') {
      const shown = title.slice(0, LONGEST_TITLE) || `<${ITEMS[this.#root][0]}>`;
      return problemEntry(line, shown, messages.noLink(String(line)));
    }
    const entry = entryOf(line, address, this.#language, changed);
    // What identifies an entry is no link, and sitemaps have whole addresses only (sitemaps.org).
    const isLink = rank === LINK && this.#root !== 'urlset' && this.#root !== 'sitemapindex';
    if (entry.url !== null || !isLink || HAS_SCHEME.test(address)) return entry;
    const resolved = parseUrl(address, base ?? this.#self);
    if (resolved === null) return problemEntry(line, address, messages.relativeLink(String(line), address));
    return entryOf(line, resolved.href, this.#language, changed);
  }

  #finish(item: Item): void {
    const changed = Date.parse(item.changed);
    const entry = this.#entryOf(item, Number.isNaN(changed) ? undefined : changed);
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

const LINK = 3;
const DATE = -1;
const TITLE = -2;

/** Children of an item: the better address wins. */
const FIELDS: Readonly<Record<string, number>> = {
  title: TITLE,
  loc: LINK,
  link: LINK,
  guid: 2,
  lastmod: DATE,
  pubDate: DATE,
  updated: DATE,
  date: DATE,
};

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
