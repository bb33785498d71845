import { decodeAs } from './charset-declared.js';

/**
 * Characters that make up about a third of any Chinese news text and more, most of them written alike in both
 * scripts. Text read with the wrong table hits them by chance only, one time in twenty.
 */
const FREQUENT = new Set(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所' +
    '民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四' +
    '日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立' +
    '代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论' +
    '运农指几九区强放决西被干做必战先回则任取据处世车市报网记京名目场信交城号保务类安办近远收规费服商技科华美' +
    '這為個國時來們於對會發動過說產種後學經進著電裡實兩體機當點從業應開還無義間樣與關線數麼質氣變條沒結問題建無係軍' +
    '總長頭資邊統將組見計別論運農幾區強決幹戰則據處車報網記員圖級設黨並場號務類辦遠規費華',
);

/** Characters looked at: the answer is certain long before, whatever the length of the page. */
const ENOUGH = 2000;

/** Share of frequent characters above which no other table needs to be tried. Wrong tables stay below 0.1 on real pages. */
const CERTAIN_SHARE = 0.25;

/** Share below which a text of at least `TOO_FEW` characters is no Chinese at all. */
const CHANCE_SHARE = 0.1;
const TOO_FEW = 40;

interface Reading {
  readonly charset: string;
  readonly html: string;
  readonly share: number;
  readonly seen: number;
}

/**
 * How much a text looks like Chinese: the share of frequent characters among its East Asian ones, and how many of
 * those were seen. Kana, hangul, private use and U+FFFD count as East Asian characters that are not frequent.
 */
export function frequentShare(text: string): { share: number; seen: number } {
  let seen = 0;
  let frequent = 0;
  for (let index = 0; index < text.length && seen < ENOUGH; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x3040 || (unit > 0xfaff && unit !== 0xfffd)) continue;
    seen++;
    if (FREQUENT.has(text[index])) frequent++;
  }
  return { share: seen === 0 ? 0 : frequent / seen, seen };
}

/** The text can pass for Chinese read with the right table, or is too short to tell. */
export function passesForChinese(text: string): boolean {
  const { share, seen } = frequentShare(text);
  return seen < TOO_FEW || share >= CHANCE_SHARE;
}

/**
 * Reads bytes as gb18030 or Big5, whichever gives Chinese; null when neither does.
 * Measured against chardet 2.2.0 on pages of both encodings: bench/README.md.
 *
 * @param needsProof null, too, where the bytes are too few to tell: there is another explanation for them
 */
export function detectChinese(bytes: Uint8Array, needsProof: boolean): { charset: string; html: string } | null {
  const mainland = read('gb18030', bytes);
  if (mainland.share >= CERTAIN_SHARE && mainland.seen >= TOO_FEW) return mainland;
  const taiwan = read('big5', bytes);
  const best = taiwan.share > mainland.share ? taiwan : mainland;
  return best.share < CHANCE_SHARE && (needsProof || best.seen >= TOO_FEW) ? null : best;
}

function read(charset: string, bytes: Uint8Array): Reading {
  const html = decodeAs(charset, bytes);
  return { charset, html, ...frequentShare(html) };
}

/** Characters outside ASCII looked at to tell UTF-8 with broken bytes from another encoding. */
const SAMPLE = 400;

/**
 * Bytes that are UTF-8 but for some broken ones. Text of another encoding forms a valid sequence of UTF-8 by chance
 * now and then, never nine times in ten.
 */
export function isMostlyUtf8(bytes: Uint8Array): boolean {
  let valid = 0;
  let broken = 0;
  for (let index = 0; index < bytes.length && valid + broken < SAMPLE; index++) {
    const lead = bytes[index];
    if (lead < 0x80) continue;
    const continuation = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
    let seen = 0;
    while (seen < continuation && (bytes[index + seen + 1] & 0xc0) === 0x80) seen++;
    if (continuation > 0 && seen === continuation) valid++;
    else broken++;
    index += seen;
  }
  return valid >= broken * 10;
}

/** Western text has its accented letters one by one among ASCII; double-byte text has them in rows. */
export function isWestern(bytes: Uint8Array): boolean {
  let single = 0;
  let inRows = 0;
  let row = 0;
  for (let index = 0; index <= bytes.length; index++) {
    if (bytes[index] >= 0xa0) {
      row++;
      continue;
    }
    if (row > 2) inRows += row;
    else single += row;
    row = 0;
  }
  return inRows * 4 < single;
}
