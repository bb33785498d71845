import type { Line } from './lines.js';

/** An element of a JSON array with the line it begins on. */
export interface JsonElement extends Line {
  /** The text ended within the array: this is what stands behind its last whole element, '' where nothing does. */
  readonly open: boolean;
}

/**
 * The elements of a JSON array as it streams by, unparsed: a list of millions need not be held as a whole. Arrays that
 * follow one another are read like one; text that stands outside of them is handed on as an element of its own.
 */
export async function* splitJsonArray(chunks: AsyncIterable<string>, longest: number): AsyncGenerator<JsonElement> {
  const splitter = new ArraySplitter(longest);
  for await (const chunk of chunks) yield* splitter.write(chunk);
  yield* splitter.end();
}

class ArraySplitter {
  readonly #longest: number;
  #found: JsonElement[] = [];
  /** Text of the element under way, from earlier chunks. */
  #held = '';
  #cut = false;
  #line = 1;
  #begun = 0;
  #inArray = false;
  /** Brackets and braces open within the element. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  #afterReturn = false;

  constructor(longest: number) {
    this.#longest = longest;
  }

  write(chunk: string): JsonElement[] {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const code = chunk.charCodeAt(i);
      this.#countLine(code);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === BACKSLASH) this.#escaped = true;
        else if (code === QUOTE) this.#inString = false;
        continue;
      }
      if (this.#depth === 0 && this.#separates(code)) {
        this.#keep(chunk.slice(start, i));
        this.#finish(false);
        start = i + 1;
        if (code === OPEN_BRACKET || code === CLOSE_BRACKET) this.#inArray = code === OPEN_BRACKET;
        continue;
      }
      if (code > SPACE && this.#begun === 0) this.#begun = this.#line;
      if (code === QUOTE) this.#inString = true;
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#depth++;
      else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && this.#depth > 0) this.#depth--;
    }
    this.#keep(chunk.slice(start));
    const found = this.#found;
    this.#found = [];
    return found;
  }

  end(): JsonElement[] {
    // An element that is whole counts, even where the array breaks off behind it.
    if (this.#depth === 0 && !this.#inString) this.#finish(false);
    this.#finish(this.#inArray);
    return this.#found;
  }

  /** Whether a character stands between elements, or around them. */
  #separates(code: number): boolean {
    if (code === COMMA) return true;
    return this.#inArray ? code === CLOSE_BRACKET : code === OPEN_BRACKET || code === LINE_FEED;
  }

  #countLine(code: number): void {
    if (code === RETURN || (code === LINE_FEED && !this.#afterReturn)) this.#line++;
    this.#afterReturn = code === RETURN;
  }

  #keep(text: string): void {
    // Blanks between elements are not kept, however many there are.
    if (this.#begun === 0) return;
    const room = this.#longest - this.#held.length;
    this.#cut ||= text.length > room;
    this.#held += text.slice(0, room);
  }

  #finish(open: boolean): void {
    const text = this.#held.trim();
    if (text !== '' || open) this.#found.push({ number: this.#begun || this.#line, text, cut: this.#cut, open });
    this.#held = '';
    this.#cut = false;
    this.#begun = 0;
  }
}

const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
