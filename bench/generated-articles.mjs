// Articles made up for the benches: as many as wanted, all different, of the length of real ones.
import { seededRandom } from '../dist/audit/batch/random.js';

/** Normalised characters: the mean of real agency articles, which have 144 fingerprints then. */
export const LENGTH = 650;

/** The 1,200 most common places of the CJK block, drawn so that some are far more common than others. */
const alphabet = Uint16Array.from({ length: 1200 }, (_, i) => 0x4e00 + ((i * 7919) % 20_900));

export function text(seed, length) {
  const random = seededRandom(seed);
  const units = new Uint16Array(length);
  for (let i = 0; i < length; i++) units[i] = alphabet[Math.floor(random() ** 2 * alphabet.length)];
  for (let i = 24; i < length; i += 25) units[i] = i % 100 === 99 ? 0x0a : 0x3002;
  return Buffer.from(units.buffer).toString('utf16le');
}

export function* articles(count) {
  for (let i = 0; i < count; i++)
    yield {
      id: String(i),
      urls: [`https://www.publisher.example/article/${i}.html`],
      title: text(i + 2 ** 30, 20),
      date: '2024-05-06',
      author: null,
      editor: null,
      sourceName: '北疆新闻',
      inScope: true,
      // One in 25 characters is punctuation.
      text: text(i, Math.round((LENGTH * 25) / 24)),
    };
}
