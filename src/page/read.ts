/** Reads HTML into a `Page`: one pass over the markup, everything else from its columns. */
import { decodeHTMLAttribute } from 'entities';
import { parseUrl } from '../url.js';
import { accountCredit } from './account-credit.js';
import { findAuthor, findEditor, findOriginalTitle, findPublished } from './apparatus.js';
import { findBareCredits } from './bare-credits.js';
import { type Block, cutBlocks } from './blocks.js';
import type { CreditContext } from './credit-context.js';
import { findLabelledCredits } from './credits.js';
import { textOf } from './element-text.js';
import { isToldByPairs } from './line-measure.js';
import { LineMap } from './lines.js';
import { readLinks } from './links.js';
import { markElements, TELLING } from './marks.js';
import { Markup } from './markup.js';
import { readMedia } from './media.js';
import { readMetadata } from './metadata.js';
import { detectPlatform, isPlatformHost, type Platform, type PlatformData, tellsOf } from './platform.js';
import { selectorOf } from './selector.js';
import { chooseSource } from './source.js';
import type { PageTree } from './tree.js';
import { buildTree } from './tree-builder.js';
import type {
  CreditCandidate,
  Labelled,
  Location,
  MediaReference,
  MetadataEntry,
  Page,
  PageLink,
  PagePlatform,
  Span,
  TextBlock,
  Zone,
} from './types.js';
import { hiddenElements } from './visibility.js';
import { compileVocabulary, NO_VOCABULARY, type Vocabulary } from './vocabulary.js';
import { type ArticleRange, assignZones } from './zones.js';

export interface ReadOptions {
  /** Where the page came from; relative links are resolved against it. */
  readonly url?: string | null;
  readonly vocabulary?: Vocabulary;
  /** Content platforms to recognise. */
  readonly platforms?: readonly PlatformData[];
}

/** Reads a page. Never throws, whatever the text. */
export function readPage(html: string | Markup, options: ReadOptions = {}): Page {
  return new ReadPage(typeof html === 'string' ? Markup.of(html) : html, options);
}

class ReadPage implements Page {
  readonly url: string | null;
  readonly blocks: readonly Block[];
  readonly documentTitle: string;
  private readonly tree: PageTree;
  private readonly hidden: Uint8Array;
  private readonly marks: Uint8Array;
  private readonly range: ArticleRange;
  private readonly vocabulary: Vocabulary;
  private readonly platforms: readonly PlatformData[];
  private lines: LineMap | null = null;

  constructor(
    readonly markup: Markup,
    options: ReadOptions,
  ) {
    this.url = options.url ?? null;
    this.vocabulary = options.vocabulary ?? NO_VOCABULARY;
    this.platforms = options.platforms ?? [];
    const tree = buildTree(markup);
    this.tree = tree;
    this.hidden = hiddenElements(tree);
    this.marks = markElements(tree, this.platforms.length > 0 ? tellsOf(this.platforms) : undefined);
    this.blocks = cutBlocks(tree, this.hidden, this.marks, this.vocabulary.labels.every(isToldByPairs));
    this.documentTitle = tree.documentTitle < 0 ? '' : textOf(tree.contentOf(tree.documentTitle));
    this.range = assignZones(tree, this.blocks, this.marks, this.documentTitle);
  }

  get html(): string {
    return this.markup.html;
  }

  get title(): string {
    const { headline } = this.range;
    return headline >= 0 ? this.blocks[headline].text.trim() : this.documentTitle;
  }

  get titleSpan(): Span | null {
    const { headline } = this.range;
    return headline >= 0 ? this.blocks[headline].span : null;
  }

  get credits(): readonly CreditCandidate[] {
    return this.once('credits', () =>
      [...this.found.labelled, ...this.found.bare, ...(this.found.account ?? [])].sort((a, b) => a.order - b.order),
    );
  }

  get source(): CreditCandidate | null {
    return this.once('source', () =>
      chooseSource(this.found.labelled, this.found.bare, this.found.account?.[0] ?? null),
    );
  }

  get links(): readonly PageLink[] {
    return this.once('links', () => {
      const { tree, hidden, marks } = this;
      const zoneAt = (byte: number): Zone => this.zoneAt(byte);
      const lineAt = (byte: number): TextBlock | null => this.lineAt(byte);
      return readLinks({ tree, hidden, marks, zoneAt, lineAt }, this.detected?.original ?? null);
    });
  }

  get metadata(): readonly MetadataEntry[] {
    return this.once('metadata', () => readMetadata(this.tree));
  }

  get media(): readonly MediaReference[] {
    return this.once('media', () => readMedia(this.tree, this.hidden, (byte) => this.zoneAt(byte)));
  }

  get editor(): Labelled | null {
    return this.once('editor', () => findEditor(this.blocks, this.range));
  }

  get author(): Labelled | null {
    return this.once('author', () => findAuthor(this.blocks, this.range));
  }

  get originalTitle(): Labelled | null {
    return this.once('originalTitle', () => findOriginalTitle(this.blocks, this.range));
  }

  get published(): string | null {
    return this.once('published', () => findPublished(this.blocks));
  }

  get host(): string | null {
    return this.once('host', () => (this.url === null ? null : (parseUrl(this.url)?.hostname ?? null)));
  }

  get baseUrl(): string | null {
    return this.once('baseUrl', () => {
      const href = this.tree.base < 0 ? null : this.tree.attributeOf(this.tree.base, 'href');
      if (href === null) return this.url;
      return parseUrl(decodeHTMLAttribute(href).trim(), this.url)?.href ?? this.url;
    });
  }

  mentions(text: string): boolean {
    let answer = this.mentioned.get(text);
    if (answer === undefined) {
      // Where 北疆新闻 is not, 北疆新闻网 is not either.
      answer = !this.absent.some((part) => text.includes(part)) && this.markup.includes(text);
      this.mentioned.set(text, answer);
      if (!answer && text !== '') this.absent.push(text);
    }
    return answer;
  }

  private readonly mentioned = new Map<string, boolean>();
  private readonly absent: string[] = [];

  locate({ start, end }: Span): Location {
    this.lines ??= new LineMap(this.markup);
    return { ...this.lines.position(start), offset: start, length: end - start };
  }

  selectorOf(element: number): string {
    return selectorOf(this.tree, element);
  }

  /** Credits with a label in page order, names without one best first. */
  private get found(): {
    labelled: readonly CreditCandidate[];
    bare: readonly CreditCandidate[];
    account: readonly CreditCandidate[];
  } {
    return this.once('found', () => {
      const context = this.creditContext();
      const account = this.detected === null ? null : accountCredit(this.detected, this.tree, this.blocks);
      const bare = findBareCredits(context).filter(
        ({ element, name }) => account === null || (element !== account.element && name !== account.name),
      );
      const labelled = findLabelledCredits(context);
      if (account === null) return { labelled, bare, account: [] };
      // Some platforms write 来源 before the account: it is no more a source for that.
      const isAccount = ({ element, name }: CreditCandidate) => element === account.element && name === account.name;
      const printed = labelled.find(isAccount);
      return {
        labelled: labelled.filter((credit) => !isAccount(credit)),
        bare,
        account: [printed?.as('account') ?? account],
      };
    });
  }

  get platform(): PagePlatform | null {
    const { detected } = this;
    const account = this.found.account[0];
    if (detected === null || account === undefined) return null;
    return { id: detected.data.id, name: detected.data.name, account: account.name, accountId: detected.accountId };
  }

  private get detected(): Platform | null {
    return this.once('detected', () => {
      if (this.platforms.length === 0) return null;
      if (!this.marks.some((mark) => (mark & TELLING) !== 0) && !isPlatformHost(this.host, this.platforms)) return null;
      return detectPlatform(this.tree, this.marks, this.host, this.platforms);
    });
  }

  private creditContext(): CreditContext {
    const { tree, blocks, range, marks } = this;
    let bodyElement = 0;
    if (range.first >= 0) {
      bodyElement = blocks[range.first].element;
      for (let index = range.first + 1; index <= range.last; index++) {
        if (blocks[index].zone === 'body') bodyElement = tree.commonAncestor(bodyElement, blocks[index].element);
      }
    }
    return { tree, blocks, marks, range, bodyElement, vocabulary: compileVocabulary(this.vocabulary) };
  }

  /** The zone of the block that ends behind a byte; behind the last one, of that. */
  private zoneAt(byte: number): Zone {
    return this.blocks[Math.min(this.blockBehind(byte), this.blocks.length - 1)]?.zone ?? 'outside';
  }

  /** The first visible line that ends behind a byte. */
  private lineAt(byte: number): TextBlock | null {
    let index = this.blockBehind(byte);
    while (index < this.blocks.length && !this.blocks[index].visible) index++;
    return this.blocks[index] ?? null;
  }

  /** The index of the first block that ends behind a byte; their number where none does. */
  private blockBehind(byte: number): number {
    const { blocks } = this;
    let low = 0;
    let high = blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (blocks[middle].endByte > byte) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private readonly kept = new Map<string, unknown>();

  private once<Value>(name: string, compute: () => Value): Value {
    if (!this.kept.has(name)) this.kept.set(name, compute());
    return this.kept.get(name) as Value;
  }
}
