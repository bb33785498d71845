import { Buffer } from 'node:buffer';

/** An invented article that keeps the terms, unless another credit is asked for. */
export function articlePage(
  options: { credit?: string; charset?: string; title?: string; paragraphs?: number } = {},
): string {
  const { credit = '来源:北疆新闻', charset = 'utf-8', title = '草原小镇迎来夏季音乐节', paragraphs = 3 } = options;
  const text = '音乐节在镇中心广场举行，来自各地的乐队轮流登台，镇上的商铺也延长了营业时间。';
  return [
    '<!DOCTYPE html>',
    `<html lang="zh-CN"><head><meta charset="${charset}"><title>${title}</title></head>`,
    `<body><article><h1>${title}</h1>`,
    `<div class="info"><span>2026-07-02 10:15</span> <span>${credit}</span></div>`,
    ...Array.from({ length: paragraphs }, (_, index) => `<p>第${index + 1}段。${text}</p>`),
    '</article></body></html>',
  ].join('\n');
}

/** What a site's defence shows instead of the page, with status 200. */
export const CHALLENGE_PAGE =
  '<!DOCTYPE html><html><head><meta charset="utf-8"><title>安全验证</title></head><body><p>您的访问行为存在异常，请输入验证码后继续访问。</p><form><input name="captcha"></form></body></html>';

/** GB18030 is not among Node's encoders; these are the letters the faults need. */
const GBK_OCTETS: Readonly<Record<string, string>> = {
  新: 'd0c2',
  闻: 'cec5',
  文: 'cec4',
  章: 'd5c2',
  来: 'c0b4',
  源: 'd4b4',
  北: 'b1b1',
  疆: 'bdae',
  '：': 'a3ba',
};

/**
 * The GBK octets of a text.
 * @throws {RangeError} for a letter this file has no octets for
 */
export function gbk(text: string): Buffer {
  const octets = Array.from(text, (letter) => {
    if (letter.codePointAt(0)! < 0x80) return Buffer.from(letter);
    const code = GBK_OCTETS[letter];
    if (code === undefined) throw new RangeError(`no GBK octets for ${letter}`);
    return Buffer.from(code, 'hex');
  });
  return Buffer.concat(octets);
}

/** An article in GBK. */
export function gbkArticle(charset: string | null): Buffer {
  const meta = charset === null ? '' : `<meta charset="${charset}">`;
  return gbk(
    `<!DOCTYPE html><html><head>${meta}<title>新闻文章</title></head><body><h1>新闻文章</h1><p>来源：北疆新闻</p></body></html>`,
  );
}

/** The beginning of a PDF. */
export const PDF = Buffer.from(
  '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<<>>\n%%EOF\n',
  'latin1',
);
/** The beginning of a PNG. */
export const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
/** The beginning of an MP4. */
export const MP4 = Buffer.from('0000001866747970697' + '36f6d0000020069736f6d', 'hex');
