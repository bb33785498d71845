import { distinctHashes, fingerprint } from '../../src/originals/fingerprint.js';
import { normalise } from '../../src/originals/normalise.js';
import type { Article, FingerprintHits, IndexedArticle, OriginalsIndex } from '../../src/originals/types.js';
import { Random } from './random.js';

const CHARACTERS =
  '草原牧场春天种子羊群河流山坡学校老师同学书本工厂机器道路桥梁车站邮局医院药品粮食蔬菜水果市场商店顾客价格天气风雨雪云太阳月亮星空早晨夜晚节日歌声舞蹈画家诗人木匠铁匠渔夫猎人猫狗牛马骆驼帐篷炊烟';

/** Text that means nothing and is nobody's: sentences of common characters, paragraphs of three sentences. */
export function inventedText(seed: number, sentences: number): string {
  const random = new Random(seed);
  const lines: string[] = [];
  for (let made = 0; made < sentences; ) {
    let line = '';
    for (let i = 0; i < 3 && made < sentences; i++, made++) {
      for (let left = 18 + random.below(20); left > 0; left--) line += random.pick(CHARACTERS);
      line += '。';
    }
    lines.push(line);
  }
  return lines.join('\n');
}

export function article(id: string, text: string, facts: Partial<Article> = {}): Article {
  return {
    id,
    urls: [`https://www.publisher.example/article/${id}.html`],
    title: `第${id}篇`,
    date: '2024-05-06',
    author: null,
    editor: null,
    sourceName: '北疆新闻',
    inScope: true,
    text,
    ...facts,
  };
}

/** An index in memory: what matching is tested with, without files. */
export class PlainIndex implements OriginalsIndex {
  readonly fingerprintWindow = 8;
  readonly #articles: IndexedArticle[];
  readonly #hashes: Set<number>[];

  constructor(articles: readonly Article[]) {
    this.#articles = articles.map((one) => ({ ...one, normalisedLength: normalise(one.text).units.length }));
    this.#hashes = articles.map(({ text }) => new Set(distinctHashes(fingerprint(normalise(text).units, 8).hashes)));
  }

  lookUp(hashes: Uint32Array, maximum: number): FingerprintHits {
    const lists = Array.from(hashes, (hash) => this.#hashes.flatMap((own, number) => (own.has(hash) ? [number] : [])));
    const listed = lists.map((list) => (list.length > maximum ? [] : list));
    const offsets = new Uint32Array(hashes.length + 1);
    listed.forEach((list, i) => {
      offsets[i + 1] = offsets[i] + list.length;
    });
    return {
      documentFrequency: Uint32Array.from(lists, (list) => list.length),
      offsets,
      references: Uint32Array.from(listed.flat()),
    };
  }

  article(reference: number): IndexedArticle {
    return this.#articles[reference];
  }
}
