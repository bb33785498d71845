import type { CreditCandidate, Page } from '../page/types.js';
import type { Policy } from '../policy/types.js';

/** Credits the article, where a reader sees it: below the headline or after the text. */
export const isArticleCredit = ({ kind, visible, zone }: CreditCandidate): boolean =>
  kind === 'article' && visible && (zone === 'head' || zone === 'tail');

/** The publisher's name or one of its aliases. */
export function isPublisherName(name: string, policy: Policy): boolean {
  const { kind } = policy.matchName(name);
  return kind === 'publisher' || kind === 'alias';
}

/** The publisher is among the names of the credit, as printed or one by one. */
export const namesPublisher = ({ name, names }: CreditCandidate, policy: Policy): boolean =>
  isPublisherName(name, policy) || names.some((each) => isPublisherName(each, policy));

/** Several rules ask the same of a page. */
const answers = new WeakMap<Page, WeakMap<Policy, CreditCandidate | null>>();

/** The first article credit that names the publisher. */
export function creditOfPublisher(page: Page, policy: Policy): CreditCandidate | null {
  let byPolicy = answers.get(page);
  if (byPolicy === undefined) answers.set(page, (byPolicy = new WeakMap()));
  let credit = byPolicy.get(policy);
  if (credit === undefined) {
    credit = page.credits.find((each) => isArticleCredit(each) && namesPublisher(each, policy)) ?? null;
    byPolicy.set(policy, credit);
  }
  return credit;
}
