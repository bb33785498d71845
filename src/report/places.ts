import type { AuditedPage } from '../audit/types.js';
import type { ListedAt, ReportContext } from './types.js';

/** A file that stands for a target in tools that know files only. */
export interface FilePlace {
  /** With forward slashes; relative to the base directory where it lies below it. */
  readonly path: string;
  /** The line of the list that names the target; null when the file is the page itself. */
  readonly listLine: number | null;
}

/** Stands for a list that nobody wrote down: addresses given on the command line, standard input. */
export const NO_LIST = 'reprintlint-targets.txt';

/** A target that is an address, or standard input: no file of the user's holds its text. */
function hasNoFile(target: string): boolean {
  return target === '-' || target.trim() === '' || /^[a-z][a-z0-9+.-]+:\/\//i.test(target);
}

/** Where tools should point for a page: its own file, the list it came from, or null. */
export function filePlace(page: Pick<AuditedPage, 'target'>, context: ReportContext): FilePlace | null {
  if (!hasNoFile(page.target)) return { path: relativePath(page.target, context.baseDirectory), listLine: null };
  const listed: ListedAt | null = context.listedAt?.(page.target) ?? null;
  return listed === null
    ? null
    : { path: relativePath(listed.file, context.baseDirectory), listLine: Math.max(1, listed.line) };
}

/** Tools match paths with those of the repository: relative, with `/`, without `./`. */
function relativePath(path: string, baseDirectory: string | undefined): string {
  const slashes = withSlashes(path);
  const base = baseDirectory === undefined ? undefined : `${withSlashes(baseDirectory).replace(/\/+$/, '')}/`;
  const below = base !== undefined && slashes.startsWith(base) ? slashes.slice(base.length) : slashes;
  return below.replace(/^(?:\.\/+)+/, '');
}

/** Backslashes separate folders on Windows only; elsewhere they belong to the name. A drive letter tells which. */
function withSlashes(path: string): string {
  return /^[a-z]:[\\/]|^\.{0,2}\\/i.test(path) ? path.replaceAll('\\', '/') : path;
}

/** A URI reference (RFC 3986) for a path: relative for a relative one, `file:` for an absolute one. */
export function uriOfPath(path: string): string {
  const encoded = path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  if (/^[a-z]%3a\//i.test(encoded)) return `file:///${encoded.replace(/%3a/i, ':')}`;
  return encoded.startsWith('/') ? `file://${encoded.replace(/^\/+/, '/')}` : encoded;
}
