/** Pages as far as originals need them: what an original says of itself, and where a copy links to. */
import { followableLinks } from '../checks/original-link.js';
import type { OriginalFacts } from '../checks/types.js';
import type { PageText } from '../originals/types.js';
import { decodeHtml } from '../page/decode.js';
import { findObstacle } from '../page/obstacles.js';
import { readPage } from '../page/read.js';
import type { Page } from '../page/types.js';
import { vocabularyOf } from '../policy/reading.js';
import type { Policy } from '../policy/types.js';
import type { ProblemKind } from '../problem.js';
import type { Fetched } from '../source/types.js';
import { parseUrl } from '../url.js';
import { factsOfOriginal } from './original.js';
import type { AuditOptions } from './page.js';
import { pageTextOf } from './page-text.js';

type ReadingOptions = Pick<AuditOptions, 'policies' | 'platforms'>;

/** Either the facts, or why the page is none of an article: `empty` where it has no article text. */
export type OriginalRead =
  | { readonly ok: true; readonly facts: OriginalFacts }
  | { readonly ok: false; readonly reason: ProblemKind };

/**
 * Reads an original's own page.
 * @param url the address to link to; null: what the page says of itself (canonical or Open Graph address)
 */
export function readOriginal(
  fetched: Fetched,
  url: string | null,
  by: 'given' | 'followed',
  options: ReadingOptions,
): OriginalRead {
  const read = pageOf(fetched, options);
  if (typeof read === 'string') return { ok: false, reason: read };
  const facts = factsOfOriginal(read, url ?? statedAddress(read), by);
  return facts.text.trim() === '' ? { ok: false, reason: 'empty' } : { ok: true, facts };
}

/** Addresses of the articles of the publisher that a reader gets to from the page, in page order, each once. */
export function linkedArticles(fetched: Fetched, options: ReadingOptions): readonly string[] {
  const page = pageOf(fetched, options);
  const policy = noticeOf(options.policies);
  if (typeof page === 'string') return [];
  const byIdentity = new Map<string, string>();
  for (const { url } of followableLinks(page, policy)) {
    if (url === null) continue;
    const identity = policy.articleIdentity(url);
    if (!byIdentity.has(identity)) byIdentity.set(identity, url.href);
  }
  return [...byIdentity.values()];
}

/** What a reader sees of a page, for a search in the index; or why there is nothing to see. */
export function readPageText(fetched: Fetched, options: ReadingOptions): PageText | ProblemKind {
  const page = pageOf(fetched, options);
  return typeof page === 'string' ? page : pageTextOf(page);
}

/** The policy whose publisher's articles are the originals. */
export function noticeOf(policies: readonly Policy[]): Policy {
  return policies.find(({ data }) => data.kind !== 'law') ?? policies[0];
}

function pageOf(fetched: Fetched, { policies, platforms }: ReadingOptions): Page | ProblemKind {
  const { markup, damaged } = decodeHtml(fetched.bytes, fetched.contentType);
  if (damaged) return 'decode';
  const page = readPage(markup, { url: fetched.url, vocabulary: vocabularyOf(policies), platforms });
  return findObstacle(page) ?? page;
}

/** Browsers write the address into pages they save: `<!-- saved from url=(0042)https://… -->`. */
const SAVED_FROM = /<!--\s*saved from url=\(\d+\)(https?:\/\/[^\s<>]+)\s*-->/i;

/** What the page says its address is; null where it says nothing that could be linked to. */
function statedAddress(page: Page): string | null {
  if (page.url !== null) return page.url;
  for (const wanted of ['link:canonical', 'og:url']) {
    const entry = page.metadata.find(({ name }) => name === wanted);
    const url = entry === undefined ? null : parseUrl(entry.value, page.baseUrl ?? undefined);
    if (url !== null && /^https?:$/.test(url.protocol)) return url.href;
  }
  return SAVED_FROM.exec(page.markup.slice(0, 4096))?.[1] ?? null;
}
