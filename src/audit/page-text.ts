import type { PageText } from '../originals/types.js';
import type { Page } from '../page/types.js';
import { type VisibleText, visibleText } from '../page/visible-text.js';

const texts = new WeakMap<Page, VisibleText>();

/** Everything a reader sees, put together once for search and comparison. */
export function seenText(page: Page): VisibleText {
  let text = texts.get(page);
  if (text === undefined) texts.set(page, (text = visibleText(page)));
  return text;
}

/** What an index is asked for. */
export function pageTextOf(page: Page): PageText {
  return { text: seenText(page).text, title: page.title, date: page.published };
}
