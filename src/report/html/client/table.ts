import { addressOf, pageDetails } from './details.js';
import { element, type PageElement, type PageWindow, type ScriptFunction } from './dom.js';
import { type ClientTexts, type Filter, matching, type ShownPage, type SortKey, sorted } from './model.js';

/** The state of the table. Rows are made when they are needed: ten thousand at once would stall a browser. */
export interface Table {
  readonly window: PageWindow;
  readonly texts: ClientTexts;
  readonly pages: readonly ShownPage[];
  readonly body: PageElement;
  readonly status: PageElement;
  readonly more: PageElement;
  readonly batch: number;
  /** Findings of a page shown at first. */
  readonly findings: number;
  current: readonly ShownPage[];
  shown: number;
  sort: { readonly key: SortKey; readonly descending: boolean } | null;
  filter: Filter;
}

/** Applies filter and order, and shows the first rows. */
export function refresh(table: Table): void {
  const verdicts = table.texts.verdicts.map((verdict) => verdict.id);
  const found = matching(table.pages, table.filter, verdicts);
  table.current =
    table.sort === null ? found : sorted(found, table.sort.key, table.sort.descending, table.texts.language);
  table.body.replaceChildren();
  table.shown = 0;
  showMore(table, table.batch);
}

export function showMore(table: Table, count: number): void {
  const rows = table.current.slice(table.shown, table.shown + count).map((page) => rowOf(table, page));
  table.body.append(...rows);
  table.shown += rows.length;
  table.more.hidden = table.shown >= table.current.length;
  const { labels, language } = table.texts;
  table.status.textContent =
    table.current.length === 0
      ? labels.nothing
      : labels.shown
          .replace('{total}', table.current.length.toLocaleString(language))
          .replace('{shown}', table.shown.toLocaleString(language));
}

function rowOf(table: Table, page: ShownPage): PageElement {
  const { window, texts } = table;
  const { document } = window;
  const verdict = texts.verdicts[page.verdict];
  const open = element(document, 'button', 'open', '▸');
  open.setAttribute('type', 'button');
  open.setAttribute('aria-expanded', 'false');
  open.setAttribute('aria-label', texts.labels.details + texts.labels.colon + (page.title || page.target));
  const names: string[] = [];
  for (const finding of page.findings) {
    const name = texts.codes[finding.code] ?? finding.code;
    if (!names.includes(name)) names.push(name);
  }
  const chips = names.slice(0, 4).map((name) => element(document, 'li', '', name));
  if (names.length > 4) chips.push(element(document, 'li', 'quiet', `+${names.length - 4}`));
  const target = element(document, 'span', 'target', addressOf(window, page.target));
  const row = element(
    document,
    'tr',
    '',
    element(document, 'td', '', open),
    element(document, 'td', `verdict tone-${verdict.id} tone`, verdict.name + page.accepted),
    element(document, 'td', '', page.title, target),
    element(document, 'td', '', page.source ?? (page.problem === null ? texts.labels.noSource : page.problem)),
    element(document, 'td', '', element(document, 'ul', 'chips', ...chips)),
  );
  // Said explicitly, because on a phone rows and cells are laid out as blocks and would lose their roles.
  row.setAttribute('role', 'row');
  for (const cell of row.querySelectorAll('td')) cell.setAttribute('role', 'cell');
  open.addEventListener('click', () => toggle(table, page, row, open));
  return row;
}

function toggle(table: Table, page: ShownPage, row: PageElement, open: PageElement): void {
  const id = `details-${page.index}`;
  const existing = table.window.document.getElementById(id);
  if (existing !== null) {
    existing.remove();
    open.setAttribute('aria-expanded', 'false');
    return;
  }
  const { document } = table.window;
  const cell = element(document, 'td', '', pageDetails(table.window, table.texts, page, table.findings));
  cell.setAttribute('colspan', '5');
  cell.setAttribute('role', 'cell');
  const details = element(document, 'tr', 'details', cell);
  details.setAttribute('role', 'row');
  details.id = id;
  row.after(details);
  open.setAttribute('aria-expanded', 'true');
  open.setAttribute('aria-controls', id);
}

/** For paper: every page that matches, opened, up to a number that a printer survives. */
export function expandForPrint(table: Table, limit: number): void {
  const { document } = table.window;
  const printed = table.current.slice(0, limit);
  const rows: PageElement[] = [];
  for (const page of printed) {
    const cell = element(document, 'td', '', pageDetails(table.window, table.texts, page, table.findings));
    cell.setAttribute('colspan', '5');
    rows.push(rowOf(table, page));
    if (page.findings.length > 0 || page.problem !== null) rows.push(element(document, 'tr', 'details', cell));
  }
  table.body.replaceChildren(...rows);
  for (const words of table.body.querySelectorAll('details')) words.setAttribute('open', '');
  if (table.current.length > limit) {
    const { labels, language } = table.texts;
    table.status.textContent = labels.printLimit
      .replace('{shown}', printed.length.toLocaleString(language))
      .replace('{total}', table.current.length.toLocaleString(language));
  }
}

/** This file's functions, for the script (see script.ts). */
export function tableFunctions(): readonly ScriptFunction[] {
  return [refresh, showMore, rowOf, toggle, expandForPrint];
}
