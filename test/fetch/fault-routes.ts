import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import { articlePage, CHALLENGE_PAGE, gbk, gbkArticle, MP4, PDF, PNG } from './fault-pages.js';

export interface ServerState {
  readonly random: () => number;
  readonly counters: Map<string, number>;
}

/** What a route answers from. */
export interface Context {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
  readonly query: URLSearchParams;
  readonly address: string;
  readonly state: ServerState;
}

type Route = (context: Context) => void | Promise<void>;

export const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** Every fault has a path of its own; parameters are in the query. */
export const ROUTES: Readonly<Record<string, Route>> = {
  // Ordinary pages.
  '/article': ({ response, query }) => send(response, HTML, articlePage({ credit: query.get('credit') ?? undefined })),
  '/no-type': ({ response }) => send(response, {}, articlePage()),
  '/octet-stream': ({ response }) => send(response, { 'content-type': 'application/octet-stream' }, articlePage()),
  '/typed': ({ response, query }) =>
    send(response, { 'content-type': query.get('type') ?? '' }, query.get('body') ?? articlePage()),
  '/empty': ({ response }) => send(response, HTML, ''),
  '/challenge': ({ response }) => send(response, HTML, CHALLENGE_PAGE),
  '/conditional': ({ request, response }) => {
    const headers = { ...HTML, etag: '"v1"', 'last-modified': 'Thu, 02 Jul 2026 10:15:00 GMT' };
    if (request.headers['if-none-match'] !== '"v1"') return send(response, headers, articlePage());
    response.writeHead(304, headers).end();
  },

  '/early-hints': ({ response }) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    send(response, HTML, articlePage());
  },

  // Not pages.
  '/pdf': ({ response }) => send(response, { 'content-type': 'application/pdf' }, PDF),
  '/pdf-as-html': ({ response }) => send(response, HTML, PDF),
  '/pdf-as-octet-stream': ({ response }) => send(response, { 'content-type': 'application/octet-stream' }, PDF),
  '/pdf-gzip': ({ response }) =>
    send(response, { 'content-type': 'application/pdf', 'content-encoding': 'gzip' }, zlib.gzipSync(PDF)),
  '/image': ({ response }) => send(response, { 'content-type': 'image/png' }, PNG),
  '/json': ({ response }) => send(response, { 'content-type': 'application/json' }, '{"title":"<html>"}'),
  '/feed': ({ response }) =>
    send(
      response,
      { 'content-type': 'application/rss+xml' },
      '<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>',
    ),
  '/film': (context) => endless(context, { 'content-type': 'video/mp4', 'content-length': '4000000000' }, MP4),

  // Time.
  '/hang': () => {},
  '/drip': async ({ response, query }) => {
    response.writeHead(200, HTML);
    const interval = Number(query.get('interval') ?? 20);
    while (!response.destroyed) {
      response.write('<p>一滴</p>');
      await sleep(interval);
    }
  },
  '/slow': async ({ response, query, state }) => {
    await sleep(Number(query.get('milliseconds') ?? 50) * (0.5 + state.random()));
    send(response, HTML, articlePage());
  },
  '/hang-with-status': ({ response, query }) => {
    response.writeHead(Number(query.get('code')), HTML);
    response.write(CHALLENGE_PAGE);
  },

  // Broken transfers.
  '/reset': async ({ response, socket, state }) => {
    const page = Buffer.from(articlePage());
    response.writeHead(200, { ...HTML, 'content-length': page.length });
    response.write(page.subarray(0, 1 + Math.floor(state.random() * (page.length - 2))));
    await sleep(10);
    socket.resetAndDestroy();
  },
  '/close-at-once': ({ socket }) => void socket.destroy(),
  '/short': ({ socket }) => rawAnswer(socket, [...RAW_HTML, 'Content-Length: 1000'], articlePage().slice(0, 80), true),
  '/long': ({ socket }) => rawAnswer(socket, [...RAW_HTML, 'Content-Length: 20'], articlePage(), true),
  '/chunked-garbage': ({ socket }) =>
    rawAnswer(socket, [...RAW_HTML, 'Transfer-Encoding: chunked'], '5\r\n<html\r\nzzzz\r\nno chunk\r\n', true),
  '/chunked-cut': ({ socket }) =>
    rawAnswer(socket, [...RAW_HTML, 'Transfer-Encoding: chunked'], '40\r\n<html><body>', true),
  '/huge-header': ({ socket }) => rawAnswer(socket, [...RAW_HTML, `X-Padding: ${'a'.repeat(100_000)}`], '', true),

  // Sizes.
  '/large': ({ response, query }) => send(response, HTML, Buffer.alloc(Number(query.get('bytes')), '<p>')),
  '/declared-large': ({ response, query }) => {
    response.writeHead(200, { ...HTML, 'content-length': Number(query.get('bytes')) });
    response.write('<html>');
  },
  '/endless': (context) => endless(context, HTML, Buffer.from('<p>没有尽头</p>')),

  // Content codings.
  '/gzip': ({ response }) => send(response, coded('gzip'), zlib.gzipSync(articlePage())),
  '/br': ({ response }) => send(response, coded('br'), zlib.brotliCompressSync(articlePage())),
  '/deflate': ({ response }) => send(response, coded('deflate'), zlib.deflateSync(articlePage())),
  '/deflate-raw': ({ response }) => send(response, coded('deflate'), zlib.deflateRawSync(articlePage())),
  '/zstd': ({ response }) => send(response, coded('zstd'), Buffer.from('28b52ffd0458290000', 'hex')),
  '/double-gzip': ({ response }) => send(response, coded('gzip, gzip'), zlib.gzipSync(zlib.gzipSync(articlePage()))),
  '/gzip-then-br': ({ response }) =>
    send(response, coded('gzip, br'), zlib.brotliCompressSync(zlib.gzipSync(articlePage()))),
  '/five-codings': ({ response }) => send(response, coded('gzip, gzip, gzip, gzip, gzip'), Buffer.from('x')),
  '/unknown-coding': ({ response }) => send(response, coded('sdch'), articlePage()),
  '/gzip-cut': ({ response }) => {
    const whole = zlib.gzipSync(articlePage());
    send(response, coded('gzip'), whole.subarray(0, whole.length - 12));
  },
  '/gzip-not': ({ response }) => send(response, coded('gzip'), articlePage()),
  '/gzip-empty': ({ response }) => send(response, coded('gzip'), ''),
  '/gzip-bomb': ({ response, query }) => {
    const plain = Buffer.alloc(Number(query.get('mebibytes') ?? 16) * 2 ** 20, '<p>');
    send(response, coded('gzip'), zlib.gzipSync(plain, { level: 9 }));
  },
  '/double-bomb': ({ response, query }) => {
    const plain = Buffer.alloc(Number(query.get('mebibytes') ?? 16) * 2 ** 20);
    send(response, coded('gzip, gzip'), zlib.gzipSync(zlib.gzipSync(plain, { level: 9 }), { level: 9 }));
  },

  // Redirects.
  '/redirect': ({ response, query }) =>
    void response
      .writeHead(Number(query.get('status') ?? 302), { location: query.get('to') ?? '/article' })
      .end('<a href="/">moved</a>'),
  '/chain': ({ response, query }) => {
    const left = Number(query.get('n'));
    response.writeHead(302, { location: left <= 1 ? '/article' : `chain?n=${left - 1}` }).end();
  },
  '/loop-a': ({ response }) => void response.writeHead(301, { location: '/loop-b' }).end(),
  '/loop-b': ({ response }) => void response.writeHead(301, { location: '/loop-a' }).end(),
  '/redirect-gbk': ({ socket }) =>
    rawRedirect(socket, Buffer.concat([Buffer.from('/typed?type=text/html&body='), gbk('新闻')])),
  '/redirect-utf8': ({ socket }) => rawRedirect(socket, Buffer.from('/typed?type=text/html&body=新闻')),
  '/redirect-nowhere': ({ response }) => void response.writeHead(302).end(),
  '/redirect-app': ({ response }) => void response.writeHead(302, { location: 'newsapp://open?id=1' }).end(),
  '/redirect-bad-url': ({ response }) => void response.writeHead(302, { location: 'http://[::bad/' }).end(),
  '/redirect-endless-body': (context) => endless({ ...context }, { location: '/article' }, Buffer.from('moved'), 302),

  // Refusals.
  '/status': ({ response, query }) => {
    const retryAfter = query.get('retry-after');
    response.writeHead(Number(query.get('code')), {
      ...HTML,
      ...(retryAfter === null ? {} : { 'retry-after': retryAfter }),
    });
    response.end(query.get('body') ?? CHALLENGE_PAGE);
  },
  /**
   * The status first, the page from the (times + 1)th request on; counted by host and `key`. `retry-after-date` is the
   * number of seconds from now that the date in Retry-After lies ahead.
   */
  '/flaky': ({ response, query, address, state }) => {
    const key = `${address} ${query.get('key') ?? ''}`;
    const count = (state.counters.get(key) ?? 0) + 1;
    state.counters.set(key, count);
    if (count > Number(query.get('times') ?? 1)) return send(response, HTML, articlePage());
    const seconds = query.get('retry-after-date');
    const date = seconds === null ? null : new Date(Date.now() + Number(seconds) * 1000).toUTCString();
    const retryAfter = query.get('retry-after') ?? date;
    response
      .writeHead(Number(query.get('code') ?? 503), retryAfter === null ? {} : { 'retry-after': retryAfter })
      .end();
  },

  // Lies about the character set.
  '/charset-header-lies': ({ response }) => send(response, HTML, gbkArticle('gbk')),
  '/charset-late-meta': ({ response }) =>
    send(
      response,
      { 'content-type': 'text/html' },
      Buffer.concat([Buffer.from(`<!DOCTYPE html><!--${'-'.repeat(4096)}-->`), gbkArticle('gbk')]),
    ),
  '/charset-none': ({ response }) => send(response, { 'content-type': 'text/html' }, gbkArticle(null)),
  '/charset-utf16': ({ response }) => send(response, HTML, Buffer.from(`\ufeff${articlePage()}`, 'utf16le')),
};

const RAW_HTML = ['HTTP/1.1 200 OK', 'Content-Type: text/html; charset=utf-8'];

export function notFound({ response }: Context): void {
  response.writeHead(404, HTML).end('<!DOCTYPE html><title>404</title><p>您访问的页面不存在');
}

export function send(response: ServerResponse, headers: Record<string, string>, body: string | Buffer): void {
  const bytes = Buffer.from(body as string);
  response.writeHead(200, { ...headers, 'content-length': bytes.length }).end(bytes);
}

function coded(coding: string): Record<string, string> {
  return { ...HTML, 'content-encoding': coding };
}

/** Writes until the other side goes away. */
function endless({ response }: Context, headers: Record<string, string>, piece: Buffer, status = 200): void {
  response.writeHead(status, headers);
  response.write(piece);
  const more = Buffer.alloc(64 * 1024, piece);
  const write = (): void => {
    while (!response.destroyed && response.write(more));
    if (!response.destroyed) response.once('drain', write);
  };
  write();
}

/** What node:http would not send. */
function rawAnswer(socket: Socket, head: readonly string[], body: string, end: boolean): void {
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  if (end) socket.end();
}

function rawRedirect(socket: Socket, location: Buffer): void {
  const head = Buffer.from('HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: ');
  socket.end(Buffer.concat([head, location, Buffer.from('\r\nConnection: close\r\n\r\n')]));
}
