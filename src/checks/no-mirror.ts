import { findSigns, type Signs } from './mirror-signs.js';
import type { Check } from './types.js';

/**
 * Clause “不得…建立镜像”: a foreign host that carries the publisher's own site identity. Two independent signs are a
 * mirror, one is for a person to look at. The notice quoted in an article is no sign; caches, archives and
 * translation proxies, which show whole pages of everybody, are told apart.
 */
export const noMirrorCheck: Check = {
  name: 'no-mirror',
  codes: ['mirror'],
  run({ page, policy }) {
    const host = page.host ?? '';
    if (policy.ownsHost(host)) return [];
    const signs = findSigns(page, policy);
    const certainty = judge(signs);
    if (certainty === 'none') return [];
    const all = [...signs.strong, ...signs.weak];
    const shown = all.map(({ text }) => text).join('、');
    // A page saved from the publisher's own site carries the same signs: without an address nobody is accused.
    const unsure = host === '' ? 'no-address' : certainty === 'one' ? 'one-sign' : null;
    const variant = policy.copyServiceOf(host) ?? unsure;
    const place = all.find(({ span }) => span !== null) ?? all[0];
    return [
      {
        code: 'mirror',
        expected: null,
        found: shown,
        anchor: place.span === null ? 'page' : 'exact',
        span: place.span,
        element: null,
        fix: null,
        values: { host: host === '' ? '—' : host, signs: shown, ...(variant === null ? {} : { variant }) },
      },
    ];
  },
};

/** Signs that others may have a reason for make no mirror by themselves, however many there are. */
function judge({ strong, weak }: Signs): 'none' | 'one' | 'mirror' {
  if (strong.length === 0) return weak.length > 1 ? 'one' : 'none';
  return strong.length + weak.length > 1 ? 'mirror' : 'one';
}
