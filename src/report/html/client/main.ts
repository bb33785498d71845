import type { PageLine } from '../data.js';
import type { PageDocument, PageElement, PageWindow, ScriptFunction } from './dom.js';
import { type ClientTexts, readPages, type SortKey } from './model.js';
import { expandForPrint, refresh, showMore, type Table } from './table.js';

/** Reads the embedded data and makes the table work. The only function the script calls. */
export function main(window: PageWindow): void {
  const { document } = window;
  const texts = embedded(document, 'texts') as ClientTexts;
  const table: Table = {
    window,
    texts,
    pages: readPages(embedded(document, 'pages') as PageLine[]),
    body: required(document, 'rows'),
    status: required(document, 'status'),
    more: required(document, 'more'),
    batch: 100,
    findings: 50,
    current: [],
    shown: 0,
    sort: null,
    filter: { words: '', verdict: '', code: '', host: '' },
  };
  connectFilters(table);
  connectSorting(table);
  table.more.addEventListener('click', () => showMore(table, table.batch));
  if (window.IntersectionObserver !== undefined) {
    const observer = new window.IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting) && !table.more.hidden) showMore(table, table.batch);
    });
    observer.observe(table.more);
  }
  window.addEventListener('beforeprint', () => expandForPrint(table, 500));
  window.addEventListener('afterprint', () => refresh(table));
  refresh(table);
}

function connectFilters(table: Table): void {
  const { window } = table;
  const { document } = window;
  const field = (id: string) => required(document, id);
  const apply = () => {
    table.filter = {
      words: field('search').value,
      verdict: field('verdict').value,
      code: field('code').value,
      host: field('host').value,
    };
    refresh(table);
  };
  let waiting = 0;
  field('search').addEventListener('input', () => {
    // One pass over all pages for a word, not for each of its letters.
    window.clearTimeout(waiting);
    waiting = window.setTimeout(apply, 120);
  });
  for (const id of ['verdict', 'code', 'host']) field(id).addEventListener('change', apply);
  field('filters').addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
  // The fields are emptied after the event.
  field('filters').addEventListener('reset', () => void window.setTimeout(apply, 0));
}

function connectSorting(table: Table): void {
  const headings = [...table.window.document.querySelectorAll('th[data-sort]')];
  for (const heading of headings) {
    const [button] = heading.querySelectorAll('button');
    button.addEventListener('click', () => {
      const key = heading.getAttribute('data-sort') as SortKey;
      const descending = table.sort !== null && table.sort.key === key && !table.sort.descending;
      table.sort = { key, descending };
      for (const other of headings) other.setAttribute('aria-sort', 'none');
      heading.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      refresh(table);
    });
  }
  required(table.window.document, 'filters').addEventListener('reset', () => {
    table.sort = null;
    for (const heading of headings) heading.setAttribute('aria-sort', 'none');
  });
}

function embedded(document: PageDocument, id: string): unknown {
  return JSON.parse(required(document, id).textContent ?? '');
}

function required(document: PageDocument, id: string): PageElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the report lacks #${id}`);
  return found;
}

/** This file's functions, for the script (see script.ts). */
export function mainFunctions(): readonly ScriptFunction[] {
  return [main, connectFilters, connectSorting, embedded, required];
}
