import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { ListError } from '../../../src/source/lists/types.js';
import { readBytes, shown } from './support.js';

const SITEMAP = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url><loc>http://a.example/1?x=1&amp;y=2</loc><lastmod>2026-03-01</lastmod></url>
  <url>
    <loc> http://a.example/2?x=1&y=2 </loc>
    <image:image><image:loc>http://a.example/picture.jpg</image:loc></image:image>
  </url>
  <url><loc><![CDATA[http://a.example/3]]></loc></url>
</urlset>`;

const EXPECTED = [
  [3, 'http://a.example/1?x=1&y=2'],
  [5, 'http://a.example/2?x=1&y=2'],
  [8, 'http://a.example/3'],
];

test.each([1, 5, 65_536])(
  'a sitemap, %d bytes at a time: pictures are no pages, a bare & is forgiven',
  async (step) => {
    expect(shown(await readBytes(SITEMAP, { step }))).toEqual(EXPECTED);
  },
);

test('a gzipped sitemap', async () => {
  expect(shown(await readBytes(gzipSync(SITEMAP), { name: 'sitemap.xml.gz' }))).toEqual(EXPECTED);
});

test('dates of entries are read', async () => {
  const [first, second] = await readBytes(SITEMAP);
  expect([first.changed, second.changed]).toEqual([Date.UTC(2026, 2, 1), undefined]);
});

test('RSS 2.0: link before guid, guid where there is no link', async () => {
  const rss = `<rss version="2.0"><channel><link>http://a.example/</link>
<item><guid isPermaLink="false">tag:1</guid><link>http://a.example/1</link><pubDate>Sun, 01 Mar 2026 00:00:00 GMT</pubDate></item>
<item><guid>http://a.example/2</guid></item></channel></rss>`;
  const entries = await readBytes(rss);
  expect(entries.map(({ url }) => url)).toEqual(['http://a.example/1', 'http://a.example/2']);
  expect(entries[0].changed).toBe(Date.UTC(2026, 2, 1));
});

test('RSS 1.0: items beside the channel', async () => {
  const rdf =
    '<rdf:RDF xmlns:rdf="r"><channel><link>http://a.example/</link></channel><item><link>http://a.example/1</link></item></rdf:RDF>';
  expect((await readBytes(rdf)).map(({ url }) => url)).toEqual(['http://a.example/1']);
});

test('Atom: the alternate link, not the edit or enclosure link', async () => {
  const atom =
    '<feed><link href="http://a.example/"/><entry><link rel="edit" href="http://a.example/edit"/><link href="http://a.example/1"/><link rel="enclosure" href="http://a.example/1.mp3"/></entry></feed>';
  expect((await readBytes(atom)).map(({ url }) => url)).toEqual(['http://a.example/1']);
});

test('a sitemap in GB2312 by its declaration', async () => {
  const head = Buffer.from('<?xml version="1.0" encoding="gb2312"?><urlset><!-- ');
  const tail = Buffer.from(' --><url><loc>http://a.example/1</loc></url></urlset>');
  const entries = await readBytes(Buffer.concat([head, Buffer.from([0xd6, 0xd0]), tail]));
  expect(entries.map(({ url }) => url)).toEqual(['http://a.example/1']);
});

test('a sitemap that is cut off says so and keeps what was there', async () => {
  const entries = await readBytes('<urlset><url><loc>http://a.example/1</loc></url><url><loc>http://a.exa');
  expect(entries[0].url).toBe('http://a.example/1');
  expect(entries.at(-1)).toMatchObject({ url: null, problem: { kind: 'invalid-target' } });
});

test('an index without a way to fetch reports each sitemap', async () => {
  const index = '<sitemapindex>\n<sitemap><loc>http://a.example/one.xml</loc></sitemap></sitemapindex>';
  expect(await readBytes(index)).toMatchObject([{ line: 2, url: null, raw: 'http://a.example/one.xml' }]);
});

test('a sitemap that cannot be read costs its own entries only', async () => {
  const index =
    '<sitemapindex><sitemap><loc>http://a.example/bad.xml</loc></sitemap><sitemap><loc>http://a.example/good.xml</loc></sitemap></sitemapindex>';
  const open = async (url: string) => {
    if (url.includes('bad')) throw new Error('404');
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('<urlset><url><loc>http://a.example/1</loc></url></urlset>');
    }
    return { name: url, bytes: bytes() };
  };
  const entries = await readBytes(index, { open });
  expect(entries.map(({ url }) => url)).toEqual([null, 'http://a.example/1']);
});

test('indexes that name each other end', async () => {
  const index = '<sitemapindex><sitemap><loc>http://a.example/index.xml</loc></sitemap></sitemapindex>';
  const open = async (url: string) => {
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(index);
    }
    return { name: url, bytes: bytes() };
  };
  expect(await readBytes(index, { open })).toMatchObject([{ url: null }]);
});

test.each(['<html><body>404</body></html>', '<'])('%s is an error for people', async (text) => {
  await expect(readBytes(text)).rejects.toThrow(ListError);
});

test('NDJSON: objects by their telling key, strings as they are', async () => {
  const text = [
    '{"id":1,"source":"http://s.example/","url":"http://a.example/1"}',
    '"http://a.example/2"',
    '{"link":"http://a.example/3"}',
    '{"id":4}',
    '{broken',
  ].join('\n');
  const entries = await readBytes(text, { name: 'list.ndjson' });
  expect(entries.map(({ line, url }) => [line, url])).toEqual([
    [1, 'http://a.example/1'],
    [2, 'http://a.example/2'],
    [3, 'http://a.example/3'],
    [4, null],
    [5, null],
  ]);
});

test('NDJSON: a key by name', async () => {
  const text = '{"url":"http://a.example/1","copy":"http://b.example/1"}';
  expect((await readBytes(text, { column: 'copy' })).map(({ url }) => url)).toEqual(['http://b.example/1']);
});

const ITEM = '<item>\n<link>http://a.example/1</link></item>';

test.each([
  ['a sitemap', '<urlset><url><loc>http://a.example/1</loc></url>\n<url></url></urlset>', '<url>'],
  ['RSS', `<rss><channel>${ITEM}<item><title>一则消息</title></item></channel></rss>`, '一则消息'],
  ['Atom', '<feed><entry><link href="http://a.example/1"/></entry>\n<entry><title>一则</title></entry></feed>', '一则'],
])('an entry of %s without a link says so', async (_, text, raw) => {
  const [, entry] = await readBytes(text, { language: 'zh' });
  expect(entry).toMatchObject({ line: 2, url: null, raw, problem: { message: '第 2 行的条目没有链接' } });
});

const atom = (link: string, feed = '', above = '') =>
  `<feed ${feed}>${above}<entry><link href="${link}"/></entry></feed>`;
const SELF = '<link rel="self" href="http://self.example/x/feed.xml"/>';
const BASE = 'xml:base="http://base.example/x/"';

test.each([
  ['to xml:base', atom('1.html', BASE), undefined, 'http://base.example/x/1.html'],
  ['to the nearer xml:base', atom('1.html" xml:base="y/', BASE), undefined, 'http://base.example/x/y/1.html'],
  ['to where the list was fetched', atom('/1.html'), 'http://list.example/x/f.xml', 'http://list.example/1.html'],
  ['to xml:base before that', atom('1.html', BASE), 'http://list.example/f.xml', 'http://base.example/x/1.html'],
  ['to where the feed says it is', atom('1.html', '', SELF), undefined, 'http://self.example/x/1.html'],
  [
    'in RSS too',
    '<rss><channel><item><link>/1</link></item></channel></rss>',
    'http://list.example/f',
    'http://list.example/1',
  ],
])('links of a feed are relative %s', async (_, text, url, expected) => {
  expect((await readBytes(text, { url })).map((entry) => entry.url)).toEqual([expected]);
});

test('a relative link in a feed that does not say to what is a problem that says so', async () => {
  const text = '<feed><entry><link href="http://a.example/1"/></entry><entry><link href="/2"/></entry></feed>';
  const [, entry] = await readBytes(text, { language: 'zh' });
  expect(entry.problem?.message).toBe('第 1 行的链接是相对地址，而订阅源没有写明基准网址（xml:base）：/2');
});

test.each([
  ['gzip that is cut off', () => gzipSync(SITEMAP).subarray(0, 60), 'gzip 数据已损坏或不完整，请重新下载'],
  ['a ZIP archive that is cut off', () => Buffer.from('PK\u0003\u0004nothing'), /^这个 XLSX 文件无法读取/],
])('%s is told without English', async (_, bytes, message) => {
  await expect(readBytes(bytes(), { language: 'zh' })).rejects.toThrow(message);
});

test('a sitemap that is cut off names the tag that is missing', async () => {
  const entries = await readBytes('<urlset><url><loc>http://a.example/1</loc></url>', { language: 'zh' });
  expect(entries.at(-1)?.problem?.message).toBe('XML 不完整，缺少 </urlset>');
});

test('why one sitemap of many cannot be read is told without English', async () => {
  const index = '<sitemapindex><sitemap><loc>http://a.example/1.xml.gz</loc></sitemap></sitemapindex>';
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield gzipSync(SITEMAP).subarray(0, 60);
  }
  const open = async (url: string) => ({ name: url, bytes: bytes() });
  const entries = await readBytes(index, { open, language: 'zh' });
  expect(entries.at(-1)?.problem?.message).toBe(
    '站点地图 http://a.example/1.xml.gz 无法读取：gzip 数据已损坏或不完整，请重新下载',
  );
});
