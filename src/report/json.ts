import type { AuditedPage } from '../audit/types.js';
import { jsonLine } from './json-text.js';
import { pageRecord } from './record.js';
import { SummaryCounter } from './summary.js';
import type { ReportContext } from './types.js';

/**
 * One JSON document, a page a line. Pages are written as they come and the counts after them, so that memory does
 * not grow with the list; a document that was cut short is invalid and cannot pass for a complete one.
 */
export async function* json(pages: AsyncIterable<AuditedPage>, context: ReportContext): AsyncGenerator<string> {
  const counter = new SummaryCounter();
  const policies = context.policies.map(({ id, version }) => ({ id, version }));
  yield '{"schemaVersion":1';
  yield `,\n"tool":${jsonLine({ name: context.tool.name, version: context.tool.version })}`;
  yield `,\n"policy":${jsonLine(policies[0] ?? null)}`;
  // Further policies of the same run (laws, industry rules); a run with one policy keeps the plain contract.
  if (policies.length > 1) yield `,\n"policies":${jsonLine(policies)}`;
  const { notes = [] } = context;
  if (notes.length > 0) yield `,\n"notes":${jsonLine(notes)}`;
  yield ',\n"pages":[';
  let first = true;
  for await (const page of pages) {
    counter.add(page);
    yield `${first ? '\n' : ',\n'}${jsonLine(pageRecord(page))}`;
    first = false;
  }
  const waiting = context.unfinished?.()?.waiting ?? 0;
  yield `\n],\n"summary":${jsonLine({ ...counter.summary(), ...(waiting === 0 ? {} : { waiting }) })}}\n`;
}
