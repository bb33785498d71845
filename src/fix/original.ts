/** What a page itself says of its original, for those who mend it. */
import { isArticleOf } from '../checks/links.js';
import type { Page } from '../page/types.js';
import type { Policy } from '../policy/types.js';
import { parseUrl } from '../url.js';
import type { KnownOriginal } from './types.js';

/** `<meta name="reprint-original" content="https://…">`, and the key of the same name in front matter. */
export const ORIGINAL_NAME = 'reprint-original';

/** Metadata by which a site says that a page is another's work. */
const CUSTOMARY: readonly string[] = ['jsonld:isbasedon', 'jsonld:isbasedonurl', 'link:canonical'];

/** The address is an article's, on a host of the publisher. */
export function articleOf(address: string, policy: Policy): URL | null {
  const url = parseUrl(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return isArticleOf(url, policy) ? url : null;
}

/** @returns the original; `wrong` where the page names one that is no article of the publisher; null where it names none */
export function originalOf(page: Page, policy: Policy): KnownOriginal | { readonly wrong: string } | null {
  const stated = page.metadata.find(({ name }) => name === ORIGINAL_NAME)?.value ?? frontMatterOriginal(page.html);
  if (stated !== undefined) {
    const url = articleOf(stated, policy);
    return url === null ? { wrong: stated } : { url, by: 'page' };
  }
  for (const name of CUSTOMARY) {
    for (const { name: found, value } of page.metadata) {
      const url = found === name ? articleOf(value, policy) : null;
      if (url !== null) return { url, by: 'metadata' };
    }
  }
  return null;
}

/** The facts that a site generator reads between two lines of hyphens at the very beginning of a file; '' without. */
export function frontMatter(html: string): string {
  return /^---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(html)?.[0] ?? '';
}

function frontMatterOriginal(html: string): string | undefined {
  const block = frontMatter(html);
  return new RegExp(`^${ORIGINAL_NAME}:[ \\t]*(["']?)(\\S+?)\\1[ \\t]*\\r?$`, 'm').exec(block)?.[2];
}
