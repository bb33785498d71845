import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMultibyteEncoder } from '@exodus/bytes/multi-byte.js';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodingOfMarkup, preloadEncodings } from '../../src/page/charset-declared.js';
import { decodeHtml } from '../../src/page/decode.js';

beforeAll(preloadEncodings);

const shared = join(import.meta.dirname, '..', '..', '..', 'shared');
const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const encode = (name: string, text: string): Uint8Array => createMultibyteEncoder(name)(text);
const join2 = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** What is said of the bytes, the text decoded. */
function readingOf(bytes: Uint8Array, contentType: string | null) {
  const { html, charset, guessed, damaged } = decodeHtml(bytes, contentType);
  return { html, charset, guessed, damaged };
}

const simplified =
  '<h1>草原上的春耕</h1><p>来源：北疆新闻</p><p>本报记者从市农牧局了解到，今年全市春播面积比去年增加一成，各旗县的种子、化肥已经全部到位，' +
  '农技人员也下到田间地头，为农民解决生产中遇到的问题。</p>';
const traditional =
  '<h1>草原上的春耕</h1><p>來源：北疆新聞</p><p>本報記者從市農牧局了解到，今年全市春播面積比去年增加一成，各旗縣的種子、化肥已經全部到位，' +
  '農技人員也下到田間地頭，為農民解決生產中遇到的問題。</p>';

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
}

describe('the encoding a page is read with', () => {
  const meta = (charset: string) => `<meta charset="${charset}">`;
  // name, bytes, Content-Type, charset, guessed, expected text
  const cases: readonly [string, Uint8Array, string | null, string, boolean, string][] = [
    ['UTF-8 without any declaration', utf8(simplified), null, 'utf-8', false, simplified],
    [
      'UTF-8 with a byte order mark under a gbk header',
      join2(latin1('\xef\xbb\xbf'), utf8(simplified)),
      'text/html; charset=gbk',
      'utf-8',
      false,
      simplified,
    ],
    [
      'UTF-8 that declares gb2312',
      utf8(meta('gb2312') + simplified),
      null,
      'utf-8',
      false,
      meta('gb2312') + simplified,
    ],
    [
      'UTF-8 under a header that says iso-8859-1',
      utf8(simplified),
      'text/html; charset=ISO-8859-1',
      'utf-8',
      false,
      simplified,
    ],
    ['UTF-16 little endian by its mark', utf16(`\ufeff${simplified}`, false), null, 'utf-16le', false, simplified],
    ['UTF-16 big endian by its mark', utf16(`\ufeff${simplified}`, true), null, 'utf-16be', false, simplified],
    ['UTF-16 without a mark', utf16(simplified, false), null, 'utf-16le', false, simplified],
    ['UTF-16 big endian without a mark', utf16(`\n${simplified}`, true), null, 'utf-16be', false, `\n${simplified}`],
    ['GBK by its header', encode('gbk', simplified), 'text/html;charset="GBK"', 'gb18030', false, simplified],
    [
      'GBK by its meta',
      encode('gbk', meta('gb2312') + simplified),
      null,
      'gb18030',
      false,
      meta('gb2312') + simplified,
    ],
    [
      'four-byte gb18030 under the name gb2312',
      encode('gb18030', `${meta('gb2312')}${simplified}𠮷`),
      null,
      'gb18030',
      false,
      `${meta('gb2312')}${simplified}𠮷`,
    ],
    ['GBK without any declaration', encode('gbk', simplified), null, 'gb18030', true, simplified],
    [
      'GBK whose meta says utf-8',
      encode('gbk', meta('utf-8') + simplified),
      null,
      'gb18030',
      true,
      meta('utf-8') + simplified,
    ],
    [
      'GBK under a header that says utf-8, with a true meta',
      encode('gbk', meta('gbk') + simplified),
      'text/html; charset=utf-8',
      'gb18030',
      false,
      meta('gbk') + simplified,
    ],
    [
      'GBK under a server default of iso-8859-1',
      encode('gbk', simplified),
      'text/html; charset=iso-8859-1',
      'gb18030',
      true,
      simplified,
    ],
    ['GBK that declares big5', encode('gbk', simplified), 'text/html; charset=big5', 'gb18030', true, simplified],
    ['Big5 by its header', encode('big5', traditional), 'text/html; charset=big5', 'big5', false, traditional],
    ['Big5 without any declaration', encode('big5', traditional), null, 'big5', true, traditional],
    ['Big5 that declares gb2312', encode('big5', traditional), 'text/html; charset=gb2312', 'big5', true, traditional],
    ['a few characters of GBK, undeclared', encode('gbk', '<p>北疆新闻</p>'), null, 'gb18030', true, '<p>北疆新闻</p>'],
    [
      // C1 AA CD A8: valid UTF-8 as well. A browser that is told gb2312 shows 联通.
      'GBK that happens to be valid UTF-8',
      encode('gbk', '<meta charset=gb2312><p>联通</p>'),
      null,
      'gb18030',
      false,
      '<meta charset=gb2312><p>联通</p>',
    ],
    [
      'Shift_JIS as declared',
      encode('shift_jis', '<p>新しい経済政策</p>'),
      'text/html; charset=Shift_JIS',
      'shift_jis',
      false,
      '<p>新しい経済政策</p>',
    ],
    [
      'seven-bit ISO-2022-JP',
      latin1('<p>\x1b$B?7\x1b(B</p>'),
      'text/html; charset=iso-2022-jp',
      'iso-2022-jp',
      false,
      '<p>新</p>',
    ],
    [
      'accented letters, undeclared',
      latin1('<p>caf\xe9 cr\xe8me</p>'),
      null,
      'windows-1252',
      true,
      '<p>café crème</p>',
    ],
    [
      'windows-1252 as declared',
      latin1('<p>\x80 5</p>'),
      'text/html; charset=iso-8859-1',
      'windows-1252',
      false,
      '<p>€ 5</p>',
    ],
    [
      'a late meta, behind 60 KB of script',
      encode('gbk', `<script>${'x'.repeat(60_000)}</script>${meta('gbk')}<p>联</p>`),
      null,
      'gb18030',
      false,
      `<script>${'x'.repeat(60_000)}</script>${meta('gbk')}<p>联</p>`,
    ],
    ['ASCII', utf8('<p>hello</p>'), 'text/html; charset=gb2312', 'utf-8', false, '<p>hello</p>'],
    ['an unknown label', utf8(simplified), 'text/html; charset=no-such', 'utf-8', false, simplified],
    [
      'a label of the replacement encoding',
      encode('gbk', simplified),
      'text/html; charset=hz-gb-2312',
      'gb18030',
      true,
      simplified,
    ],
    ['nothing at all', new Uint8Array(0), null, 'utf-8', false, ''],
  ];
  test.each(cases)('%s', (_name, bytes, contentType, charset, guessed, html) => {
    expect(readingOf(bytes, contentType)).toEqual({ html, charset, guessed, damaged: false });
  });
});

describe('what is lost', () => {
  const long = simplified.repeat(10);
  test('a character cut at the end of UTF-8 is forgiven', () => {
    const decoded = decodeHtml(utf8(`${long}新`).subarray(0, -1), 'text/html; charset=utf-8');
    expect(decoded).toEqual({ html: `${long}\ufffd`, charset: 'utf-8', guessed: false, damaged: false });
  });
  test('a stray byte does not turn UTF-8 into GBK, though gb2312 is declared', () => {
    const decoded = decodeHtml(join2(utf8(long), latin1('\xff')), 'text/html; charset=gb2312');
    expect(decoded).toEqual({ html: `${long}\ufffd`, charset: 'utf-8', guessed: true, damaged: false });
  });
  test('a stray lead byte does not swallow the tag behind it', () => {
    const decoded = decodeHtml(join2(encode('gbk', long), latin1('\x81</p>')), 'text/html; charset=gbk');
    expect(decoded.html.slice(-5)).toBe('\ufffd</p>');
  });
  test.each<[string, Uint8Array, string | null]>([
    ['one byte in twenty of UTF-8 overwritten', overwritten(utf8(long), 20), 'text/html; charset=utf-8'],
    ['one byte in seven of GBK overwritten', overwritten(encode('gbk', long), 7), 'text/html; charset=gbk'],
    ['replacement characters in valid UTF-8', utf8(simplified.replace(/[一-龥]/g, '\ufffd')), null],
    [
      'replacement characters read as GBK',
      encode('gbk', `${simplified}<p>${'锟斤拷'.repeat(20)}</p>`),
      'text/html; charset=gbk',
    ],
    ['a GBK half in a UTF-8 page', join2(utf8(long), encode('gbk', long)), 'text/html; charset=utf-8'],
  ])('too much: %s', (_name, bytes, contentType) => {
    expect(decodeHtml(bytes, contentType).damaged).toBe(true);
  });

  function overwritten(bytes: Uint8Array, every: number): Uint8Array {
    return bytes.map((byte, index) => (index % every === 0 && byte >= 0x80 ? 0xff : byte));
  }
});

describe('bytes that are no text', () => {
  const noise = (length: number) => {
    // A linear congruential generator: garbage that is the same in every run.
    let state = 42;
    return Uint8Array.from({ length }, () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16);
  };
  test.each<[string, Uint8Array]>([
    ['noise', noise(20_000)],
    ['NULs', new Uint8Array(5000)],
    ['control characters', new Uint8Array(5000).fill(7)],
    ['the head of a PNG', join2(latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), noise(3000))],
    ['the head of a ZIP', join2(latin1('PK\x03\x04\x14\0\0\0\x08\0'), noise(3000))],
  ])('%s', (_name, bytes) => {
    expect(decodeHtml(bytes, null).damaged).toBe(true);
  });
  test('a few NULs in a page stay in it', () => {
    const html = `${simplified}<p>来\0源：\0北疆新闻</p>`;
    expect(decodeHtml(utf8(html), null)).toMatchObject({ html, damaged: false });
  });
});

describe('properties', () => {
  test('any text comes back from its own encoding', () => {
    const text = fc.string({ unit: fc.constantFrom(...'新闻来源北疆草原的是在，。：<p>abc 12') });
    fc.assert(
      fc.property(text, fc.constantFrom('utf-8', 'gb18030'), (body, charset) => {
        const bytes = charset === 'utf-8' ? utf8(body) : encode(charset, body);
        expect(decodeHtml(bytes, `text/html; charset=${charset}`).html).toBe(body);
      }),
    );
  });
  test('any bytes give well-formed text', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.option(fc.constantFrom('utf-8', 'gbk', 'big5', 'utf-16le', 'x')),
        (bytes, charset) => {
          const { html } = decodeHtml(bytes, charset === null ? null : `text/html; charset=${charset}`);
          expect(html).toBe(Buffer.from(html, 'utf8').toString('utf8'));
        },
      ),
    );
  });
});

describe('the html5lib cases', () => {
  const folder = join(shared, 'conformance', 'encoding');
  if (!existsSync(folder)) {
    test.skip(`NOT RUN: ${folder} is absent`, () => {});
    return;
  }
  const cases = ['tests1.dat', 'tests2.dat', 'test-yahoo-jp.dat'].flatMap((file) =>
    readFileSync(join(folder, file), 'latin1')
      .split(/^#data\n/m)
      .slice(1)
      .map((part): [string, Uint8Array, string] => {
        const [data, encoding] = part.split('\n#encoding\n');
        return [
          `${file}: ${JSON.stringify(data.slice(0, 90))}`,
          latin1(data),
          encoding.split('\n')[0].trim().toLowerCase(),
        ];
      }),
  );
  test('are all there', () => {
    expect(cases).toHaveLength(82);
  });
  test.each(cases)('%s', (_name, bytes, encoding) => {
    expect(encodingOfMarkup(bytes) ?? 'windows-1252').toBe(encoding === 'gbk' ? 'gb18030' : encoding);
  });
});

describe('saved pages in GBK', () => {
  const folder = join(shared, 'corpus', 'gbk');
  if (!existsSync(folder)) {
    test.skip(`NOT RUN: ${folder} is absent`, () => {});
    return;
  }
  test.each(readdirSync(folder))('%s reads the same without its declaration', (file) => {
    const bytes = readFileSync(join(folder, file));
    const bare = latin1(bytes.toString('latin1').replace(/charset\s*=/gi, 'chars_t='));
    const html = new TextDecoder('gb18030').decode(bare);
    expect(decodeHtml(bare, null)).toEqual({ html, charset: 'gb18030', guessed: true, damaged: false });
  });
});
