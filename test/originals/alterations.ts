import { Converter } from 'opencc-js/cn2t';
import type { Random } from './random.js';

/** Common characters, invented order: what a careless editor might put in. */
const FILLER =
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经';
const MARKS: Record<string, string> = {
  '，': ',',
  '。': '. ',
  '：': ':',
  '；': ';',
  '（': '(',
  '）': ') ',
  '“': '"',
  '”': '"',
  '、': ',',
};
const ZERO_WIDTH = '\u200b\u200c\u200d\ufeff\u00ad\u2060';

const toTraditional = Converter({ from: 'cn', to: 'tw' });

export function changePunctuation(text: string, random: Random): string {
  return Array.from(text, (character) => {
    const mark = MARKS[character] ?? character;
    if (/[0-9a-zA-Z]/.test(mark) && random.next() < 0.5) return String.fromCharCode(mark.charCodeAt(0) + 0xfee0);
    return random.next() < 0.05 ? `${mark} ` : mark;
  }).join('');
}

export function traditional(text: string): string {
  return toTraditional(text);
}

export function hideWithZeroWidth(text: string, random: Random): string {
  return Array.from(text, (character) => character + (random.next() < 0.4 ? random.pick(ZERO_WIDTH) : '')).join('');
}

export function stripPunctuation(text: string): string {
  return text.replace(/[^\p{L}\p{N}\n]/gu, '');
}

export function everySecondParagraph(text: string): string {
  return text
    .split('\n')
    .filter((_, index) => index % 2 === 0)
    .join('\n');
}

export function removeDigits(text: string): string {
  return text.replace(/[0-9０-９]/g, '');
}

export function withIntroduction(text: string): string {
  const intro = '小编按：今天要和大家聊的这件事最近很多人都在关注，究竟是怎么回事呢？下面就随小编一起来看看吧。';
  const outro = '以上就是本期的全部内容，喜欢的朋友记得点赞收藏，我们下期再见。欢迎在评论区留下您的看法。';
  return `震惊！这件事刷屏了\n${intro}\n${text}\n${outro}`;
}

/** Which characters of the two texts were touched; figures as wholes. */
export interface EditedText {
  readonly text: string;
  /** 1 for every touched unit of the original. */
  readonly original: Uint8Array;
  /** 1 for every touched unit of the edited text. */
  readonly edited: Uint8Array;
}

/**
 * Substitutions, deletions and insertions, a third each, at a share of the letters and digits.
 * An edit inside a number touches the number, as a reader would say; numbers are replaced by other numbers.
 */
export function edit(text: string, share: number, random: Random): EditedText {
  const original = new Uint8Array(text.length);
  let result = '';
  const marks: number[] = [];
  const put = (piece: string, touched: number) => {
    result += piece;
    for (let i = 0; i < piece.length; i++) marks.push(touched);
  };
  const pieces = text.matchAll(/[0-9]+(?:\.[0-9]+)?%?|[\s\S]/g);
  for (const { 0: piece, index } of pieces) {
    if (!/[\p{L}\p{N}]/u.test(piece) || random.next() >= share) {
      put(piece, 0);
      continue;
    }
    const number = /^[0-9]/.test(piece);
    const kind = random.below(3);
    if (kind === 2 && !number) {
      put(piece, 0);
      put(otherThan(piece, random), 1);
      continue;
    }
    original.fill(1, index, index + piece.length);
    if (kind === 0) continue;
    put(number ? String(Number.parseInt(piece, 10) + 1 + random.below(8)) : otherThan(piece, random), 1);
  }
  return { text: result, original, edited: Uint8Array.from(marks) };
}

function otherThan(character: string, random: Random): string {
  const other = random.pick(FILLER);
  return other === character ? '与' : other;
}

/** Sentences of 30 to 50 letters and digits. */
export function quotableSentences(text: string): string[] {
  return text.split(/(?<=[。！？\n])/).filter((sentence) => {
    const { length } = stripPunctuation(sentence).trim();
    return length >= 30 && length <= 50;
  });
}
