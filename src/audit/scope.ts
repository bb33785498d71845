/**
 * Whether the notice asks anything of a page: a property of the original, not of the copy (clause 1). With an original
 * or an index this is decided, without one it is assumed.
 */
import { creditOfPublisher } from '../checks/article-credit.js';
import type { OriginalFacts } from '../checks/types.js';
import { compareWithOne } from '../originals/match.js';
import { normalise } from '../originals/normalise.js';
import {
  DEFAULT_THRESHOLDS,
  type MatchThresholds,
  type OriginalMatch,
  type PageText,
  type Tier,
} from '../originals/types.js';
import type { Page } from '../page/types.js';
import type { Policy } from '../policy/types.js';
import { factsOfArticle, ownerOf } from './original.js';
import type { Scope, ShownMatch } from './originals.js';
import { pageTextOf } from './page-text.js';

/** Finds the original a page reuses; null where nothing of the index is on it. */
export type FindOriginal = (page: PageText, thresholds: MatchThresholds) => OriginalMatch | null;

/** What a run knows of originals. */
export interface KnownOriginals {
  /** What the user names: nothing else is asked then. */
  readonly given?: OriginalFacts | null;
  /** The articles that the page's own links lead to. */
  readonly followed?: readonly OriginalFacts[];
  readonly find?: FindOriginal | null;
}

/** An original this short cannot be told from chance: the user's word counts. In normalised characters. */
const TOO_SHORT = 60;

/** What the policy says of how much makes what, over the program's own values. */
export const thresholdsOf = ({ data }: Policy): MatchThresholds => ({ ...DEFAULT_THRESHOLDS, ...data.originals });

export function decideScope(page: Page, policy: Policy, { given, followed = [], find }: KnownOriginals): Scope {
  const thresholds = thresholdsOf(policy);
  if (given != null) return byArticle(page, policy, given, thresholds);
  const byIndex = find == null ? null : byMatch(find(pageTextOf(page), thresholds));
  if (byIndex !== null && byIndex.kind !== 'not-a-repost') return byIndex;
  const byLinks = followed.map((original) => byArticle(page, policy, original, thresholds));
  const reused = byLinks.find(({ kind }) => kind !== 'not-a-repost');
  if (reused !== undefined) return reused;
  // The index may lack the article, and the link may lead elsewhere: a page that itself says it is the publisher's is
  // still taken at its word.
  if (byIndex === null && find == null && followed.length === 0) return { kind: 'assumed' };
  if (creditOfPublisher(page, policy) !== null && byIndex === null)
    return { kind: 'assumed', unrelatedLinks: followed.flatMap(({ url }) => url ?? []) };
  return byIndex ?? byLinks[0] ?? { kind: 'not-a-repost', original: null, match: null };
}

/** null: nothing of the index is on the page, or only what anybody writes. */
function byMatch(match: OriginalMatch | null): Scope | null {
  if (match === null || match.tier === 'formula' || match.tier === 'none') return null;
  const original = factsOfArticle(match.article);
  const shown: ShownMatch = { tier: match.tier, containment: match.containment };
  if (match.tier === 'quote') return { kind: 'not-a-repost', original, match: shown };
  if (!match.article.inScope) return { kind: 'out-of-scope', original, match: shown };
  return { kind: 'in-scope', original, match: shown, alternatives: match.alternatives.flatMap(({ urls }) => urls) };
}

const REUSED: ReadonlySet<Tier> = new Set<Tier>(['reprint', 'partial']);

/** Against one article that is known already. */
function byArticle(page: Page, policy: Policy, original: OriginalFacts, thresholds: MatchThresholds): Scope {
  const article = {
    id: original.by,
    urls: original.url === null ? [] : [original.url],
    title: original.title,
    date: original.published,
    author: original.author,
    editor: original.editor,
    sourceName: original.sourceName,
    inScope: true,
    text: original.text,
  };
  const { tier, containment } = compareWithOne(article, pageTextOf(page), thresholds);
  const match: ShownMatch = { tier, containment };
  const short = normalise(original.text).units.length < TOO_SHORT;
  if (!short && !REUSED.has(tier)) return { kind: 'not-a-repost', original, match };
  if (ownerOf(original, policy) === 'other') return { kind: 'out-of-scope', original, match };
  return { kind: 'in-scope', original, match, alternatives: [] };
}
