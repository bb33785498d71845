import { TextSearch } from './byte-search.js';
import type { HtmlParts } from './types.js';
import { Utf16Offsets } from './utf16-offsets.js';

/** 16 KiB: of larger pieces, most of what is decoded holds nothing that is asked for. */
const PIECE_BITS = 14;

/**
 * The HTML of a page as UTF-8 bytes. It is read as bytes and decoded where somebody asks for a text: most of a page is
 * markup, scripts and style sheets, all of them ASCII, and to decode the whole costs more than to read it.
 *
 * `raw`, `text` and everything that works on `bytes` take offsets into the bytes; `HtmlParts` takes and gives offsets
 * into the decoded HTML.
 */
export class Markup implements HtmlParts {
  private readonly offsets: Utf16Offsets;
  private readonly search: TextSearch;
  private decoded: string | null = null;
  /** Parts of the page with a unit for each byte, made when one is asked for. */
  private readonly pieces: string[] = [];

  /** `bytes`: valid UTF-8 without byte order mark. */
  constructor(readonly bytes: Buffer) {
    this.offsets = new Utf16Offsets(bytes);
    this.search = new TextSearch(bytes);
  }

  /** Lone surrogates become U+FFFD in what is read of it; `html` keeps them. */
  static of(html: string): Markup {
    const markup = new Markup(Buffer.from(html, 'utf8'));
    markup.decoded = html;
    return markup;
  }

  /** The whole, decoded. */
  get html(): string {
    this.decoded ??= this.bytes.toString('utf8');
    return this.decoded;
  }

  /** A range with each byte as one unit: for what is ASCII anyway, or compared byte by byte. */
  raw(start: number, end: number): string {
    return this.bytes.toString('latin1', start, end);
  }

  /** A range as text. */
  text(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end);
  }

  /**
   * The same for a short range that is ASCII as a rule: cut from a piece of the page that is a string already, which
   * takes a fraction of the time. What is kept beyond the page would keep that piece: not for caches.
   */
  view(start: number, end: number): string {
    const { bytes } = this;
    const piece = start >> PIECE_BITS;
    if (end > (piece + 1) << PIECE_BITS) return this.text(start, end);
    for (let at = start; at < end; at++) if (bytes[at] >= 0x80) return this.text(start, end);
    const from = piece << PIECE_BITS;
    const held = (this.pieces[piece] ??= this.raw(from, Math.min(bytes.length, from + (1 << PIECE_BITS))));
    return held.slice(start - from, end - from);
  }

  /** UTF-16 units of a range. */
  lengthOf(start: number, end: number): number {
    return this.offsets.count(start, end);
  }

  offsetOf(byte: number): number {
    return this.offsets.unitsBefore(byte);
  }

  byteOf(offset: number): number {
    return this.offsets.byteOf(offset);
  }

  includes(text: string): boolean {
    return this.search.holds(text);
  }

  slice(start: number, end: number): string {
    if (end <= start) return '';
    const from = this.byteOf(start);
    const to = this.byteOf(end);
    // Either end may stand between the halves of a surrogate pair.
    const lead = start - this.offsetOf(from);
    const rest = end - this.offsetOf(to);
    const text = this.text(from, rest > 0 ? to + 4 : to);
    return lead > 0 || rest > 0 ? text.slice(lead, lead + end - start) : text;
  }

  indexOf(text: string, from = 0): number {
    const at = this.bytes.indexOf(text, this.byteOf(from), 'utf8');
    return at < 0 ? -1 : this.offsetOf(at);
  }

  lastIndexOf(text: string, from: number): number {
    const at = this.bytes.lastIndexOf(text, this.byteOf(from), 'utf8');
    return at < 0 ? -1 : this.offsetOf(at);
  }
}
