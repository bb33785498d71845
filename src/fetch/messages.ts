import { STATUS_CODES } from 'node:http';
import type { Language } from '../policy/types.js';
import type { Problem } from '../problem.js';
import type { ConnectionReason, Fault, RedirectReason, TlsReason } from './fault.js';

type Catalogue = { readonly [Kind in Fault['kind']]: (fault: Extract<Fault, { kind: Kind }>) => string };

/** Puts a fault into words. */
export function problemOf(fault: Fault, language: Language): Problem {
  const render = CATALOGUES[language][fault.kind] as (fault: Fault) => string;
  const message = render(fault);
  return fault.kind === 'http' ? { kind: 'http', message, status: fault.status } : { kind: fault.kind, message };
}

/** The problem of an answer whose status is not a success, as `fetchPage` words it. */
export function httpProblem(status: number, language: Language): Problem {
  return problemOf({ kind: 'http', status }, language);
}

const STATUS_ZH: Readonly<Record<number, string>> = {
  400: '请求无效',
  401: '需要登录',
  403: '禁止访问',
  404: '网页不存在',
  405: '不允许这种请求',
  410: '网页已删除',
  412: '请求条件不满足',
  418: '拒绝访问',
  429: '访问过于频繁',
  451: '因法律原因不可访问',
  500: '服务器内部错误',
  502: '网关错误',
  503: '服务暂时不可用',
  504: '网关超时',
  521: '源站未响应',
};

const TLS_ZH: Readonly<Record<TlsReason, string>> = {
  expired: '证书已过期',
  'not-yet-valid': '证书尚未生效',
  'self-signed': '证书是自签名的',
  issuer: '证书的签发机构不受信任',
  host: '证书不属于这个域名',
  protocol: 'TLS 握手失败',
  'http2-only': '服务器只支持 HTTP/2',
  other: '证书无效',
};

const TLS_EN: Readonly<Record<TlsReason, string>> = {
  expired: 'the certificate has expired',
  'not-yet-valid': 'the certificate is not valid yet',
  'self-signed': 'the certificate is self-signed',
  issuer: 'the issuer of the certificate is not trusted',
  host: 'the certificate belongs to another host name',
  protocol: 'the TLS handshake failed',
  'http2-only': 'the server speaks HTTP/2 only',
  other: 'the certificate is not valid',
};

const CONNECTION_ZH: Readonly<Record<ConnectionReason, string>> = {
  refused: '服务器拒绝连接',
  reset: '连接中途断开',
  unreachable: '网络不通，连不上服务器',
  malformed: '服务器的应答不符合 HTTP 协议',
  length: '收到的内容与服务器声明的长度不符',
  headers: '服务器应答的头部过长',
  closed: '程序正在退出，请求已取消',
  other: '连接出错',
};

const CONNECTION_EN: Readonly<Record<ConnectionReason, string>> = {
  refused: 'the server refused the connection',
  reset: 'the connection broke off',
  unreachable: 'the server cannot be reached over the network',
  malformed: 'the answer of the server is not valid HTTP',
  length: 'the answer does not have the length the server declared',
  headers: 'the header of the answer is too long',
  closed: 'the client was closed',
  other: 'the connection failed',
};

const REDIRECT_ZH: Readonly<Record<RedirectReason, (limit: number) => string>> = {
  'too-many': (limit) => `跳转超过 ${limit} 次`,
  loop: () => '跳转成环，回到了已访问过的地址',
  missing: () => '服务器要求跳转，但没有给出目标地址',
  unusable: () => '服务器要求跳转，但目标不是可用的网址',
};

const REDIRECT_EN: Readonly<Record<RedirectReason, (limit: number) => string>> = {
  'too-many': (limit) => `more than ${limit} redirects`,
  loop: () => 'the redirects lead back to an address already visited',
  missing: () => 'a redirect without a target',
  unusable: () => 'a redirect whose target is not a usable web address',
};

const zh: Catalogue = {
  http: ({ status }) =>
    `服务器返回状态码 ${status}${STATUS_ZH[status] === undefined ? '' : `（${STATUS_ZH[status]}）`}`,
  dns: ({ host, temporary }) => (temporary ? `域名 ${host} 暂时无法解析` : `域名 ${host} 不存在或无法解析`),
  tls: ({ host, reason, code }) => `无法与 ${host} 建立安全连接：${TLS_ZH[reason]}（${code}）`,
  timeout: ({ phase, milliseconds }) =>
    phase === 'connect'
      ? `${seconds(milliseconds)} 秒内未能连上服务器`
      : `${seconds(milliseconds)} 秒内未能收到完整的网页`,
  connection: ({ reason }) => CONNECTION_ZH[reason],
  redirects: ({ reason, limit }) => REDIRECT_ZH[reason](limit ?? 0),
  'private-address': ({ host, address }) =>
    `${host === address ? address : `${host}（${address}）`} 是内网或本机地址，已拒绝访问；确需访问请使用 --allow-private`,
  'too-large': ({ limit }) => `内容超过上限 ${size(limit)}`,
  'not-html': ({ contentType }) => `不是网页${contentType === null ? '' : `，而是 ${contentType}`}`,
  decode: ({ reason, coding }) =>
    ({
      unknown: `不支持的压缩格式“${coding}”`,
      corrupt: `压缩内容（${coding}）已损坏，无法解压`,
      nested: `内容被重复压缩多次（${coding}）`,
    })[reason],
  'invalid-target': ({ reason }) => (reason === 'scheme' ? '只支持 http 和 https 网址' : '不是有效的网址'),
  internal: ({ detail }) => `程序内部错误：${detail}`,
};

const en: Catalogue = {
  http: ({ status }) =>
    `the server answered ${status}${STATUS_CODES[status] === undefined ? '' : ` (${STATUS_CODES[status]})`}`,
  dns: ({ host, temporary }) =>
    temporary ? `the host name ${host} cannot be resolved at the moment` : `the host name ${host} does not exist`,
  tls: ({ host, reason, code }) => `no secure connection to ${host}: ${TLS_EN[reason]} (${code})`,
  timeout: ({ phase, milliseconds }) =>
    phase === 'connect'
      ? `no connection to the server within ${seconds(milliseconds)} s`
      : `no complete answer within ${seconds(milliseconds)} s`,
  connection: ({ reason }) => CONNECTION_EN[reason],
  redirects: ({ reason, limit }) => REDIRECT_EN[reason](limit ?? 0),
  'private-address': ({ host, address }) =>
    `${host === address ? address : `${host} (${address})`} is a private or local address, which is refused; use --allow-private to permit it`,
  'too-large': ({ limit }) => `larger than the limit of ${size(limit)}`,
  'not-html': ({ contentType }) => `not a web page${contentType === null ? '' : ` but ${contentType}`}`,
  decode: ({ reason, coding }) =>
    ({
      unknown: `the content encoding "${coding}" is not supported`,
      corrupt: `the compressed content (${coding}) is damaged`,
      nested: `the content is compressed too many times (${coding})`,
    })[reason],
  'invalid-target': ({ reason }) =>
    reason === 'scheme' ? 'only http and https addresses can be fetched' : 'not a valid web address',
  internal: ({ detail }) => `internal error: ${detail}`,
};

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { zh, en };

function seconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 100) / 10);
}

function size(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return mebibytes >= 1 ? `${Math.round(mebibytes * 10) / 10} MiB` : `${Math.max(1, Math.round(bytes / 1024))} KiB`;
}
