import type { AuditedPage } from '../audit/types.js';
import { jsonLine } from './json-text.js';
import { pageRecord } from './record.js';

/** One JSON object a line, one line a target. Used by `check` and, with `credits` and `links`, by `inspect`. */
export async function* ndjson(pages: AsyncIterable<AuditedPage>): AsyncGenerator<string> {
  for await (const page of pages) yield `${jsonLine(pageRecord(page))}\n`;
}
