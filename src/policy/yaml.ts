import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type YAMLError,
} from 'yaml';
import type { Mistake } from './error.js';
import type { Localized } from './types.js';

export type Path = readonly (string | number)[];

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML (or JSON) text with the places of everything in it. */
export interface PositionedYaml {
  /** Plain objects, arrays and scalars; undefined where the text is too broken to read on. */
  readonly value: unknown;
  /** Syntax errors and keys given twice. */
  readonly mistakes: readonly Mistake[];
  /** Where the value at `path` stands; where there is none, the nearest value around it. */
  positionOf(path: Path): Position | null;
  /** Where the last key of `path` stands. */
  positionOfKey(path: Path): Position | null;
}

const DUPLICATE: Localized = {
  zh: '同一个键写了两次，只能保留一个',
  en: 'this key is given twice: keep one of them',
};

function syntaxMistake(file: string, error: YAMLError, position: Position): Mistake {
  if (error.code === 'DUPLICATE_KEY') return { file, position, message: DUPLICATE };
  const reason = error.message.split('\n', 1)[0];
  return { file, position, message: { zh: `YAML 语法错误：${reason}`, en: `not valid YAML: ${reason}` } };
}

/** Reads YAML 1.2 and keeps positions. Never throws for what the text contains. */
export function readYaml(text: string, file: string): PositionedYaml {
  const counter = new LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const parsed = parseAllDocuments(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const documents = Array.isArray(parsed) ? parsed : [];
  const mistakes = documents.flatMap((document) =>
    [...document.errors, ...document.warnings].map((error) => syntaxMistake(file, error, place(error.pos[0]))),
  );
  if (documents.length > 1) {
    const second = documents[1].range[0];
    const message = { zh: '一个文件只能有一份文档，请删去 ---', en: 'one file holds one document: remove the ---' };
    mistakes.push({ file, position: place(second), message });
  }
  const root = (documents[0]?.contents ?? null) as Node | null;
  const broken = mistakes.some(({ message }) => message !== DUPLICATE);
  return {
    value: broken ? undefined : toValue(() => documents[0]?.toJS({ maxAliasCount: 100 }), file, mistakes),
    mistakes,
    positionOf: (path) => startOf(follow(root, path), place),
    positionOfKey: (path) => startOf(keyOf(root, path) ?? follow(root, path), place),
  };
}

/** Aliases may be nested to exhaust memory, or point nowhere: the library then throws. */
function toValue(read: () => unknown, file: string, mistakes: Mistake[]): unknown {
  try {
    return read() ?? null;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    mistakes.push({
      file,
      position: null,
      message: { zh: `YAML 引用（*）有误：${reason}`, en: `bad YAML alias (*): ${reason}` },
    });
    return undefined;
  }
}

function startOf(node: Node | null, place: (offset: number) => Position): Position | null {
  const range = node?.range;
  return range ? place(range[0]) : null;
}

function childOf(node: Node, step: string | number): Node | null {
  if (isSeq(node)) return (node.items[Number(step)] as Node | undefined) ?? null;
  if (!isMap(node)) return null;
  const pair = pairOf(node, step);
  return (pair?.value as Node | null | undefined) ?? null;
}

function pairOf(node: Node | null, step: string | number) {
  if (!isMap(node)) return undefined;
  return node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step));
}

function follow(root: Node | null, path: Path): Node | null {
  let node = root;
  for (const step of path) {
    if (node === null || isAlias(node)) break;
    const child = childOf(node, step);
    if (child === null) break;
    node = child;
  }
  return node;
}

function keyOf(root: Node | null, path: Path): Node | null {
  if (path.length === 0) return null;
  const pair = pairOf(follow(root, path.slice(0, -1)), path[path.length - 1]);
  return (pair?.key as Node | undefined) ?? null;
}
