import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  asImportant,
  DISPLAY,
  hiddenIn,
  hidingIn,
  INK,
  OTHER,
  overlay,
  SIZE,
  settled,
  showingIn,
  toldOf,
  VISIBILITY,
  type VisibilityEffect,
} from '../../src/page/visibility-effect.js';

const ASPECTS = [DISPLAY, VISIBILITY, SIZE, INK, OTHER];

test.each<[string, VisibilityEffect, VisibilityEffect, number]>([
  ['what hides over what shows', showingIn(DISPLAY), hidingIn(DISPLAY), DISPLAY],
  ['what shows over what hides', hidingIn(DISPLAY), showingIn(DISPLAY), 0],
  ['nothing over what hides', hidingIn(DISPLAY), 0, DISPLAY],
  ['another aspect shown', hidingIn(DISPLAY), showingIn(SIZE), DISPLAY],
  ['another aspect hidden', hidingIn(DISPLAY), hidingIn(OTHER), DISPLAY | OTHER],
  ['what is important below', asImportant(hidingIn(INK)), showingIn(INK), INK],
  ['what is important above', hidingIn(INK), asImportant(showingIn(INK)), 0],
  ['both important', asImportant(hidingIn(INK)), asImportant(showingIn(INK)), 0],
  ['important in another aspect', hidingIn(INK), asImportant(showingIn(VISIBILITY)), INK],
])('%s', (_, under, over, hidden) => {
  expect(hiddenIn(settled(overlay(under, over)))).toBe(hidden);
});

test('each aspect is decided by the last that speaks of it, important ones after all others', () => {
  const said = fc.record({ aspect: fc.constantFrom(...ASPECTS), hides: fc.boolean(), important: fc.boolean() });
  fc.assert(
    fc.property(fc.array(said), (list) => {
      let effect = 0;
      for (const { aspect, hides, important } of list) {
        const one = hides ? hidingIn(aspect) : showingIn(aspect);
        effect = overlay(effect, important ? asImportant(one) : one);
      }
      for (const aspect of ASPECTS) {
        const spoken = list.filter((one) => one.aspect === aspect);
        const last = spoken.findLast(({ important }) => important) ?? spoken.at(-1);
        expect([(toldOf(settled(effect)) & aspect) !== 0, (hiddenIn(settled(effect)) & aspect) !== 0]).toEqual([
          last !== undefined,
          last?.hides ?? false,
        ]);
      }
    }),
  );
});
