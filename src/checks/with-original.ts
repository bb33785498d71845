/** Checks that need the original: whose work it is, and what was changed. */
import { creditOfPublisher, isArticleCredit, isPublisherName } from './article-credit.js';
import type { Check, RawFinding } from './types.js';

const onPage = (code: string, expected: string | null, found: string | null): RawFinding => ({
  code,
  expected,
  found,
  anchor: 'page',
  span: null,
  element: null,
  fix: null,
});

/** Clause 2: a work whose own label names another is not the publisher's, and must not be credited to it. */
export const trueSourceCheck: Check = {
  name: 'true-source',
  codes: ['false-credit'],
  run({ page, policy, original }) {
    if (original?.sourceName == null || isPublisherName(original.sourceName, policy)) return [];
    const claimed = creditOfPublisher(page, policy);
    if (claimed === null || namesTrueSource(page, original.sourceName)) return [];
    return [
      {
        code: 'false-credit',
        expected: original.sourceName,
        found: claimed.raw,
        anchor: 'exact',
        span: claimed.span,
        element: claimed.element,
        fix: null,
      },
    ];
  },
};

/** 来源：人民日报（转自北疆新闻） credits both, and rightly. */
function namesTrueSource(page: Parameters<Check['run']>[0]['page'], sourceName: string): boolean {
  const wanted = sourceName.replace(/\s+/g, '');
  return page.credits.some(
    (credit) =>
      isArticleCredit(credit) && [credit.name, ...credit.names].some((each) => each.replace(/\s+/g, '') === wanted),
  );
}

export const titleCheck: Check = {
  name: 'title',
  codes: ['title-changed'],
  run({ page, original, comparison }) {
    if (original === null || comparison === null || comparison.title === 'same') return [];
    // A page that states the original title has said what it changed.
    if (page.originalTitle !== null && comparable(page.originalTitle.value) === comparable(original.title)) return [];
    const values: Record<string, string> = comparison.title === 'trimmed' ? { variant: 'trimmed' } : {};
    return [
      {
        code: 'title-changed',
        expected: original.title,
        found: page.title,
        anchor: page.titleSpan === null ? 'page' : 'exact',
        span: page.titleSpan,
        element: null,
        fix: null,
        values,
      },
    ];
  },
};

const comparable = (title: string): string => title.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '');

export const textCheck: Check = {
  name: 'text',
  codes: ['text-altered'],
  run({ comparison }) {
    if (comparison === null || comparison.changes.length === 0) return [];
    const first = comparison.changes.find(({ span }) => span !== null) ?? comparison.changes[0];
    return [
      {
        ...onPage('text-altered', first.original ?? null, first.page ?? first.text),
        anchor: first.span === null ? 'page' : 'exact',
        span: first.span,
        values: { changes: comparison.changes.map(({ text }) => text).join('；') },
      },
    ];
  },
};

export const authorCheck: Check = {
  name: 'author',
  codes: ['author-missing'],
  run({ page, original }) {
    if (original?.author == null || original.author === '') return [];
    const wanted = original.author.replace(/\s+/g, '');
    const names = wanted.split(/[、,，/;；]|(?<=..) (?=..)/).filter((name) => name.length >= 2);
    const text = page.blocks
      .filter(({ visible, zone }) => visible && zone !== 'outside')
      .map((block) => block.text.replace(/\s+/g, ''));
    if (names.every((name) => text.some((line) => line.includes(name)))) return [];
    return [onPage('author-missing', original.author, page.author?.value ?? null)];
  },
};
