import type { Language } from '../../policy/types.js';
import { LONGEST_LINE, splitLines } from './lines.js';
import { listMessages } from './messages.js';
import { entryOf, problemEntry } from './target-url.js';
import type { ListEntry } from './types.js';

/** One URL a line; empty lines and lines that begin with `#` are skipped. */
export async function* readTextList(chunks: AsyncIterable<string>, language: Language): AsyncGenerator<ListEntry> {
  for await (const line of splitLines(chunks)) {
    const text = line.text.trim();
    if (text === '' || text.startsWith('#')) continue;
    yield line.cut
      ? problemEntry(line.number, `${text.slice(0, 120)}…`, listMessages(language).lineTooLong(String(LONGEST_LINE)))
      : entryOf(line.number, text, language);
  }
}
