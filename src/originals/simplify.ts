import hongKongVariants from 'opencc-js/dict/HKVariantsRev';
import traditionalCharacters from 'opencc-js/dict/TSCharacters';
import taiwanVariants from 'opencc-js/dict/TWVariantsRev';

/**
 * Characters OpenCC converts only inside words (瞭解 but 瞭望). Folding is applied to both texts alike, so a pair that
 * is too wide costs nothing, and one that is missing breaks a run.
 */
const IN_WORDS_ONLY = '瞭了|藉借|祇只|沈沉|妳你|牠它|祂他|彷仿|傢家|甦苏|鍾钟|昇升|陞升|覆复|乾干|慾欲|週周';

/**
 * Traditional to simplified, character by character, without words. A repost is compared with an original after the same
 * folding of both, so which of several simplified forms is chosen does not matter, only that it is always the same; and
 * one character in, one out keeps offsets exact. (Words would need segmentation and can change the length.)
 * Both sides are in the Basic Multilingual Plane.
 */
export function simplifiedForms(): ReadonlyMap<number, number> {
  const simplified = new Map(pairs(traditionalCharacters));
  const inWords = new Map(IN_WORDS_ONLY.split('|').map((pair): [string, string] => [pair[0], pair[1]]));
  const forms = new Map([...simplified, ...inWords]);
  // A regional form leads to OpenCC's standard form of the traditional character, and that to the simplified one.
  for (const dictionary of [hongKongVariants, taiwanVariants])
    for (const [from, to] of pairs(dictionary)) if (!forms.has(from)) forms.set(from, simplified.get(to) ?? to);

  const folded = new Map<number, number>();
  for (const from of forms.keys()) {
    let to = from;
    // A form can lead to another that leads on; two that led to each other would lead nowhere.
    for (let steps = 0; steps < 4; steps++) to = forms.get(to) ?? to;
    if (from.length === 1 && to.length === 1 && from !== to) folded.set(from.charCodeAt(0), to.charCodeAt(0));
  }
  return folded;
}

function* pairs(dictionary: string): Generator<[string, string]> {
  for (const entry of dictionary.split('|')) {
    const [from, to] = entry.split(' ');
    if (from && to) yield [from, to];
  }
}
