import type { Check } from './types.js';

/**
 * “应当转载…国家规定范围内的单位发布的新闻信息”: whether the credited source is on the list of permitted ones that the
 * user gave. Lists change, names are written in many ways: what is found is for a person to look at.
 */
export const sourceListCheck: Check = {
  name: 'source-list',
  codes: ['source-unlisted', 'source-frozen'],
  run({ page, policy, sourceList = null }) {
    const { source } = page;
    if (sourceList === null || source === null || source.name === '' || policy.isVague(source.name)) return [];
    const states = [source.name, ...source.names].map((name) => sourceList.stateOf(name));
    if (states.includes('listed')) return [];
    return [
      {
        code: states.includes('frozen') ? 'source-frozen' : 'source-unlisted',
        expected: null,
        found: source.name,
        anchor: 'exact',
        span: source.span,
        element: source.element,
        fix: null,
        values: { date: sourceList.date },
      },
    ];
  },
};
