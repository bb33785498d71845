/**
 * Whether the notice asks anything of a page: a property of the original, not of the copy (clause 1). With an original
 * or an index this is decided, without one it is assumed.
 */
import type { OriginalFacts } from '../checks/types.js';
import { compareWithOne } from '../originals/match.js';
import { normalise } from '../originals/normalise.js';
import { DEFAULT_THRESHOLDS, type OriginalMatch, type PageText } from '../originals/types.js';
import type { Page } from '../page/types.js';
import { visibleText } from '../page/visible-text.js';
import type { Policy } from '../policy/types.js';
import { factsOfArticle, ownerOf } from './original.js';
import type { Scope, ShownMatch } from './originals.js';

/** Finds the original a page reuses; null where nothing of the index is on it. */
export type FindOriginal = (page: PageText) => OriginalMatch | null;

/** An original this short cannot be told from chance: the user's word counts. In normalised characters. */
const TOO_SHORT = 60;

export function decideScope(page: Page, policy: Policy, given: OriginalFacts | null, find: FindOriginal | null): Scope {
  if (given !== null) return byGiven(page, policy, given);
  if (find === null) return { kind: 'assumed' };
  const match = find(pageTextOf(page));
  if (match === null || match.tier === 'formula' || match.tier === 'none') {
    // The index may lack the article: a page that itself says it is the publisher's is still taken at its word.
    return claimsPublisher(page, policy) ? { kind: 'assumed' } : { kind: 'not-a-repost', original: null, match: null };
  }
  const original = factsOfArticle(match.article);
  const shown: ShownMatch = { tier: match.tier, containment: match.containment };
  if (match.tier === 'quote') return { kind: 'not-a-repost', original, match: shown };
  if (!match.article.inScope) return { kind: 'out-of-scope', original, match: shown };
  return { kind: 'in-scope', original, match: shown, alternatives: match.alternatives.flatMap(({ urls }) => urls) };
}

function byGiven(page: Page, policy: Policy, original: OriginalFacts): Scope {
  const article = {
    id: 'given',
    urls: original.url === null ? [] : [original.url],
    title: original.title,
    date: original.published,
    author: original.author,
    editor: original.editor,
    sourceName: original.sourceName,
    inScope: true,
    text: original.text,
  };
  const { tier, containment } = compareWithOne(article, pageTextOf(page), DEFAULT_THRESHOLDS);
  const match: ShownMatch = { tier, containment };
  const short = normalise(original.text).units.length < TOO_SHORT;
  if (!short && (tier === 'none' || tier === 'formula' || tier === 'quote')) {
    return { kind: 'not-a-repost', original, match };
  }
  if (ownerOf(original, policy) === 'other') return { kind: 'out-of-scope', original, match };
  return { kind: 'in-scope', original, match, alternatives: [] };
}

function pageTextOf(page: Page): PageText {
  return { text: visibleText(page).text, title: page.title, date: page.published };
}

/** The article itself credits the publisher. A link alone may stand in a quotation. */
function claimsPublisher(page: Page, policy: Policy): boolean {
  return page.credits.some(
    ({ kind, visible, zone, name, names }) =>
      kind === 'article' &&
      visible &&
      (zone === 'head' || zone === 'tail') &&
      [name, ...names].some((each) => ['publisher', 'alias'].includes(policy.matchName(each).kind)),
  );
}
