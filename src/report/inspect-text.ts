import type { InspectedPage, LinkClass } from '../audit/types.js';
import { columnsOf, padEnd } from './columns.js';
import { type Messages, messagesIn } from './messages/index.js';
import { oneLine, shorten } from './plain-text.js';
import { originalText } from './text.js';
import type { ReportContext } from './types.js';

const LINK_CLASSES: readonly LinkClass[] = ['article', 'redirector', 'home', 'placeholder', 'share', 'other'];
/** Links of a class shown, unless everything is asked for. A page has hundreds of no interest. */
const LINKS_SHOWN = 5;

/** What the program saw on each page, for people: why it thinks what it thinks. */
export async function* inspectText(
  pages: AsyncIterable<InspectedPage>,
  context: ReportContext,
): AsyncGenerator<string> {
  const messages = messagesIn(context.language);
  for await (const page of pages) yield `${[...pageLines(page, context, messages)].join('\n')}\n\n`;
}

function* pageLines(page: InspectedPage, context: ReportContext, messages: Messages): Generator<string> {
  const { palette } = context;
  const labelled = (label: string, value: string) => `  ${palette.dim(label + messages.colon)}${value}`;
  yield palette.bold(oneLine(page.target));
  if (page.problem !== null) {
    yield `  ${palette.warning(messages.verdicts.unaudited)}${messages.colon}${oneLine(page.problem.message)}`;
    return;
  }
  yield labelled(messages.title, page.page?.title ? oneLine(page.page.title) : messages.noTitle);
  yield labelled(
    messages.source,
    page.source === null
      ? messages.noSource
      : `${oneLine(page.source.raw)}  [${messages.lineColumn(page.source.line, page.source.column)}]`,
  );
  if (page.original !== null) {
    yield `  ${messages.original}${messages.colon}${originalText(page.original, messages)}`;
  }
  yield* creditLines(page, context, messages);
  yield* linkLines(page, context, messages);
}

function* creditLines(page: InspectedPage, { palette }: ReportContext, messages: Messages): Generator<string> {
  yield `  ${palette.dim(`${messages.credits} (${page.credits.length})`)}`;
  const rows = page.credits.map((credit) => [
    `${credit.line}:${credit.column}`,
    messages.creditKinds[credit.kind],
    messages.zones[credit.zone],
    credit.visible ? messages.visible : messages.hidden,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => columnsOf(row[column]))));
  for (const [index, credit] of page.credits.entries()) {
    const cells = rows[index].map((cell, column) => padEnd(cell, widths[column])).join('  ');
    const effective = page.source !== null && credit.line === page.source.line && credit.column === page.source.column;
    const raw = oneLine(shorten(credit.raw, 80));
    yield `  ${effective ? palette.good('→') : ' '} ${cells}  ${credit.kind === 'article' ? raw : palette.dim(raw)}`;
  }
}

function* linkLines(page: InspectedPage, { palette, verbose }: ReportContext, messages: Messages): Generator<string> {
  yield `  ${palette.dim(`${messages.links} (${page.links.length})`)}`;
  for (const name of LINK_CLASSES) {
    const links = page.links.filter((link) => link.class === name);
    if (links.length === 0) continue;
    yield `    ${messages.linkClasses[name]} (${links.length})`;
    // Of links that lead nowhere near the publisher only the number is of interest.
    const limit = verbose ? links.length : name === 'other' || name === 'share' ? 0 : LINKS_SHOWN;
    for (const link of links.slice(0, limit)) {
      const remarks = [messages.zones[link.zone], link.visible ? messages.visible : messages.hidden];
      const words = link.text === '' ? '' : `  ${oneLine(shorten(link.text, 40))}`;
      const place = `${link.line}:${link.column}`;
      yield `      ${place}  ${oneLine(link.href)}${palette.dim(`${words}  [${remarks.join(messages.comma)}]`)}`;
    }
    if (limit > 0 && limit < links.length) yield `      ${palette.dim(`… ${links.length - limit}`)}`;
  }
}
