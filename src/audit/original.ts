/** What an original says of itself: whose work it is, its title, its author, its text. */
import { isPublisherName } from '../checks/article-credit.js';
import type { OriginalFacts } from '../checks/types.js';
import type { IndexedArticle } from '../originals/types.js';
import type { CreditCandidate, Page } from '../page/types.js';
import { articleText } from '../page/visible-text.js';
import type { Policy } from '../policy/types.js';

/** 《人民日报》(2023年05月23日01版): where a paper's own page marks the origin without a label (domain C1). */
const PAPER_ISSUE =
  /《\s*([^《》]{2,20}?)\s*》\s*[(（]\s*(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:第\s*)?\d{1,3}\s*版\s*[)）]/;

/** Reads the facts off the original's own page. */
export function factsOfOriginal(page: Page, url: string | null, by: 'given' | 'followed'): OriginalFacts {
  const source = ownCredit(page);
  const paper = source === null ? paperIssue(page) : null;
  return {
    url: url ?? page.url,
    title: page.title,
    sourceName: source?.name ?? paper,
    sourceLabel: source?.label ?? null,
    author: page.author?.value ?? null,
    editor: page.editor?.value ?? null,
    published: page.published,
    text: articleText(page).text,
    by,
  };
}

/** A label below the headline or after the text. A name that merely stands there proves nothing about the origin. */
function ownCredit({ source }: Page): CreditCandidate | null {
  return source !== null && source.label !== null ? source : null;
}

function paperIssue(page: Page): string | null {
  for (const { visible, zone, text } of page.blocks) {
    if (!visible || (zone !== 'body' && zone !== 'tail')) continue;
    const match = PAPER_ISSUE.exec(text);
    if (match !== null) return match[1].trim();
  }
  return null;
}

/** An article of the index in the same shape. */
export function factsOfArticle(article: IndexedArticle): OriginalFacts {
  return {
    url: article.urls[0] ?? null,
    title: article.title,
    sourceName: article.sourceName,
    sourceLabel: null,
    author: article.author,
    editor: article.editor,
    published: article.date,
    text: article.text,
    by: 'index',
  };
}

/** Whose work the original is: `unknown` where it names nobody. */
export function ownerOf({ sourceName }: OriginalFacts, policy: Policy): 'publisher' | 'other' | 'unknown' {
  if (sourceName === null || sourceName === '') return 'unknown';
  return isPublisherName(sourceName, policy) ? 'publisher' : 'other';
}
