/**
 * `missing`: no index in the folder. `newer`: written by a later version. `other`: not an index, or one that cannot be
 * compared with. `damaged`: not what was written. `locked`: another program is writing. `invalid`: an article that
 * cannot be indexed, or an option that makes no sense.
 */
export type OriginalsErrorKind = 'missing' | 'newer' | 'other' | 'damaged' | 'locked' | 'invalid';

/** An index that cannot be read or written. `message` is English; `chinese` says the same to a clerk. */
export class OriginalsError extends Error {
  override readonly name = 'OriginalsError';

  constructor(
    readonly kind: OriginalsErrorKind,
    message: string,
    readonly chinese: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export function damaged(path: string, what: string): OriginalsError {
  return new OriginalsError(
    'damaged',
    `${path} is damaged (${what}). Restore the folder from a copy, or build the index again.`,
    `${path} 已损坏（${what}）。请用备份恢复该文件夹，或重新建立索引。`,
  );
}
