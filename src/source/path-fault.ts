import type { SourceFault } from './messages.js';

/** What a failed call on a path means for the person who named it. */
export function pathFault(path: string, error: unknown): SourceFault {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE': // a NUL in the name
      return { kind: 'missing', path, looksLikeAddress: looksLikeAddress(path) };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'forbidden', path };
    case 'ELOOP':
      return { kind: 'link-loop', path };
    default:
      return { kind: 'failed', path, code };
  }
}

/** `www.partner.example/news/1.html`: an address without its scheme. */
function looksLikeAddress(path: string): boolean {
  return (
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?(?:\/|$)/i.test(path) &&
    !/\.(?:s|x)?html?$/i.test(path.split('/')[0])
  );
}
