// `node bench/encodings.mjs`: undeclared GBK and Big5, found by the project and by chardet. Needs ../shared and dist/.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMultibyteEncoder } from '@exodus/bytes/multi-byte.js';
import { detect } from 'chardet';
import * as OpenCC from 'opencc-js';
import { decodeHtml } from '../dist/page/decode.js';
import { root } from './pages.mjs';

const corpus = join(root, '..', 'shared', 'corpus');
const toTraditional = OpenCC.Converter({ from: 'cn', to: 'hk' });

/** Bytes of a text; characters the encoding lacks become question marks. */
function encode(name, text) {
  const encoder = createMultibyteEncoder(name);
  return Buffer.concat(
    Array.from(text, (character) => {
      try {
        return encoder(character);
      } catch {
        return Buffer.from('?');
      }
    }),
  );
}

const saved = readdirSync(join(corpus, 'gbk')).map((name) => {
  const bytes = readFileSync(join(corpus, 'gbk', name));
  return { expected: 'gb18030', bytes: Buffer.from(bytes.toString('latin1').replace(/charset\s*=/gi, 'x='), 'latin1') };
});
const articles = readdirSync(join(corpus, 'originals'))
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) =>
    readFileSync(join(corpus, 'originals', name), 'utf8')
      .trim()
      .split('\n')
      .slice(0, 200),
  )
  .map((line) => JSON.parse(line))
  .map(({ title, body }) => `${title}\n${body}`);
const excerpts = [30, 60, 120, 400].map((length) => ({
  name: `${length} characters of an article`,
  samples: articles.flatMap((text) => [
    { expected: 'gb18030', bytes: encode('gb18030', text.slice(0, length)) },
    { expected: 'big5', bytes: encode('big5', toTraditional(text.slice(0, length))) },
  ]),
}));

for (const { name, samples } of [{ name: 'saved pages, declaration removed', samples: saved }, ...excerpts]) {
  const row = [];
  for (const [who, find] of [
    ['reprintlint', (bytes) => decodeHtml(bytes, null).charset],
    ['chardet', (bytes) => detect(bytes)?.toLowerCase()],
  ]) {
    const started = performance.now();
    const right = samples.filter(({ expected, bytes }) => find(bytes) === expected).length;
    const milliseconds = (performance.now() - started) / samples.length;
    row.push(`${who} ${right}/${samples.length} right, ${milliseconds.toFixed(2)} ms each`);
  }
  console.log(`${name}: ${row.join(' · ')}`);
}
