import type { Language } from '../policy/types.js';
import type { Problem } from '../problem.js';

/** What can be wrong with a target that is a file, a folder, a pattern or standard input. */
export type SourceFault =
  | { readonly kind: 'missing'; readonly path: string; readonly looksLikeAddress: boolean }
  | { readonly kind: 'no-match'; readonly pattern: string }
  | { readonly kind: 'no-pages'; readonly folder: string }
  | { readonly kind: 'forbidden'; readonly path: string }
  | { readonly kind: 'link-loop'; readonly path: string }
  /** `code`: the system's error code (EIO, EMFILE, …). */
  | { readonly kind: 'failed'; readonly path: string; readonly code: string }
  /** `limit` and `size` in bytes; `size` is null where the end was not reached. */
  | { readonly kind: 'too-large'; readonly limit: number; readonly size: number | null }
  | { readonly kind: 'empty' }
  | { readonly kind: 'stdin-twice' }
  | { readonly kind: 'not-an-address' }
  | { readonly kind: 'scheme'; readonly scheme: string };

type Catalogue = { readonly [Kind in SourceFault['kind']]: (fault: Extract<SourceFault, { kind: Kind }>) => string };

const KINDS: Readonly<Record<SourceFault['kind'], Problem['kind']>> = {
  missing: 'not-found',
  'no-match': 'not-found',
  'no-pages': 'not-found',
  forbidden: 'unreadable',
  'link-loop': 'unreadable',
  failed: 'unreadable',
  'too-large': 'too-large',
  empty: 'empty',
  'stdin-twice': 'unreadable',
  'not-an-address': 'invalid-target',
  scheme: 'invalid-target',
};

/** Puts a fault into words: one line. */
export function sourceProblem(fault: SourceFault, language: Language): Problem {
  const render = CATALOGUES[language][fault.kind] as (fault: SourceFault) => string;
  return { kind: KINDS[fault.kind], message: render(fault) };
}

const zh: Catalogue = {
  missing: ({ path, looksLikeAddress }) =>
    `找不到文件“${path}”${looksLikeAddress ? '；如果是网址，请在前面加上 https://' : ''}`,
  'no-match': ({ pattern }) => `没有文件与“${pattern}”匹配`,
  'no-pages': ({ folder }) => `文件夹“${folder}”里没有网页（.html、.htm、.shtml、.xhtml）`,
  forbidden: ({ path }) => `没有权限读取“${path}”`,
  'link-loop': ({ path }) => `“${path}”是指向自身的符号链接`,
  failed: ({ path, code }) => `读取“${path}”时出错（${code}）`,
  'too-large': ({ limit, size }) =>
    `${size === null ? '内容' : `文件有 ${megabytes(size)}，`}超过上限 ${megabytes(limit)}`,
  empty: () => '内容为空',
  'stdin-twice': () => '标准输入只能读取一次',
  'not-an-address': () => '不是有效的网址',
  scheme: ({ scheme }) => `不支持 ${scheme} 地址，只支持 http 和 https`,
};

const en: Catalogue = {
  missing: ({ path, looksLikeAddress }) =>
    `no such file: ${path}${looksLikeAddress ? '; if it is a web address, put https:// in front of it' : ''}`,
  'no-match': ({ pattern }) => `no file matches ${pattern}`,
  'no-pages': ({ folder }) => `no pages (.html, .htm, .shtml, .xhtml) in the folder ${folder}`,
  forbidden: ({ path }) => `no permission to read ${path}`,
  'link-loop': ({ path }) => `${path} is a symbolic link to itself`,
  failed: ({ path, code }) => `reading ${path} failed (${code})`,
  'too-large': ({ limit, size }) =>
    `${size === null ? '' : `${megabytes(size)}, `}larger than the limit of ${megabytes(limit)}`,
  empty: () => 'there is nothing in it',
  'stdin-twice': () => 'standard input can be read only once',
  'not-an-address': () => 'not a valid web address',
  scheme: ({ scheme }) => `${scheme} addresses cannot be read, only http and https`,
};

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { zh, en };

function megabytes(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return mebibytes >= 1 ? `${Math.round(mebibytes * 10) / 10} MiB` : `${bytes} B`;
}
