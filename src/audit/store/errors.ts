import type { Language } from '../../policy/types.js';
import { shellWord } from '../../shell-word.js';

/** What can go wrong with an audit file. All but `internal` are matters for the user. */
export type StoreErrorKind =
  | 'not-found'
  | 'exists'
  | 'not-an-audit'
  | 'other-version'
  | 'in-use'
  | 'busy'
  | 'disk-full'
  | 'unwritable'
  | 'unreadable'
  | 'damaged'
  | 'import-unfinished'
  | 'internal';

/** An audit file cannot be opened, read or written. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  /**
   * @param path of the audit or its file
   * @param detail what else is known: SQLite's message, the process that holds the lock, the version found
   */
  constructor(
    readonly kind: StoreErrorKind,
    readonly path: string,
    readonly detail: string = '',
  ) {
    super(describe(ENGLISH[kind], path, detail));
  }

  /** One line for people. */
  describe(language: Language): string {
    return describe((language === 'zh' ? CHINESE : ENGLISH)[this.kind], this.path, this.detail);
  }
}

function describe(template: string, path: string, detail: string): string {
  const words: Readonly<Record<string, string>> = { path, detail, word: shellWord(path) };
  // All at once: a path may hold braces itself.
  return template.replace(/\{(path|detail|word)\}/g, (_, name: string) => words[name]);
}

const ENGLISH: Readonly<Record<StoreErrorKind, string>> = {
  'not-found': 'there is no audit at {path}',
  exists: 'there is already an audit at {path}: continue it with --resume {word}, or choose another folder',
  'not-an-audit': '{path} is not an audit of this program',
  'other-version': 'the audit at {path} was written by another version of this program (format {detail})',
  'in-use': 'another process is working on the audit at {path} ({detail}); wait for it to end, or stop it',
  busy: 'the audit at {path} is locked by another program; close what reads it and resume',
  'disk-full':
    'the disk is full: nothing more can be written to {path}. What was saved is safe; make room, then resume',
  unwritable: 'the audit at {path} cannot be written: {detail}',
  unreadable: 'the audit at {path} cannot be read: {detail}',
  damaged: 'the audit at {path} is damaged: {detail}',
  'import-unfinished':
    'the audit at {path} has not read its list to the end, and has no results yet; go on with: reprintlint batch --resume {word}',
  internal: 'unexpected database error at {path}: {detail}',
};

const CHINESE: Readonly<Record<StoreErrorKind, string>> = {
  'not-found': '{path} 处没有检查记录',
  exists: '{path} 处已有检查记录：请用 --resume {word} 继续，或另选文件夹',
  'not-an-audit': '{path} 不是本程序的检查记录',
  'other-version': '{path} 处的检查记录由本程序的其他版本写成（格式 {detail}）',
  'in-use': '另一个进程正在使用 {path} 处的检查记录（{detail}），请等它结束，或先停掉它',
  busy: '{path} 处的检查记录被其他程序锁住，请关闭正在读取它的程序后再继续',
  'disk-full': '磁盘已满，无法再写入 {path}。已保存的结果不受影响，腾出空间后可以继续',
  unwritable: '无法写入 {path} 处的检查记录：{detail}',
  unreadable: '无法读取 {path} 处的检查记录：{detail}',
  damaged: '{path} 处的检查记录已损坏：{detail}',
  'import-unfinished': '{path} 处的检查还没有读完清单，尚无结果；继续：reprintlint batch --resume {word}',
  internal: '{path} 处的数据库出现意外错误：{detail}',
};
