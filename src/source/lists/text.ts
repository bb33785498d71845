import type { Language } from '../../policy/types.js';
import { LONGEST_LINE, splitLines } from './lines.js';
import { listMessages } from './messages.js';
import { entryOf, problemEntry } from './target-url.js';
import type { ListEntry } from './types.js';

/** One URL a line; empty lines and lines that begin with `#` are skipped. */
export async function* readTextList(chunks: AsyncIterable<string>, language: Language): AsyncGenerator<ListEntry> {
  for await (const lines of splitLines(chunks)) {
    for (const { number, text: line, cut } of lines) {
      const text = line.trim();
      if (text === '' || text.startsWith('#')) continue;
      yield cut
        ? problemEntry(number, `${text.slice(0, 120)}…`, listMessages(language).lineTooLong(String(LONGEST_LINE)))
        : entryOf(number, text, language);
    }
  }
}
