/** The baseline as a file: JSON with one entry a line, sorted, so that a review shows what changed. */
import type { Localized } from '../../policy/types.js';
import type { Baseline, BaselineEntry } from './types.js';

const SCHEMA_VERSION = 1;

/** The text is no baseline, or one of a newer version. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';

  constructor(readonly reason: Localized) {
    super(reason.en);
  }
}

/** @throws {BaselineError} */
export function parseBaseline(text: string): Baseline {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new BaselineError({ zh: '不是 JSON 文件', en: 'not a JSON file' });
  }
  const { schemaVersion, entries } = (data ?? {}) as { schemaVersion?: unknown; entries?: unknown };
  if (typeof schemaVersion === 'number' && schemaVersion > SCHEMA_VERSION) {
    throw new BaselineError({
      zh: `由更新的版本生成（格式 ${schemaVersion}），请升级本程序`,
      en: `written by a newer version (format ${schemaVersion}): upgrade this program`,
    });
  }
  if (schemaVersion !== SCHEMA_VERSION || !Array.isArray(entries)) {
    throw new BaselineError({ zh: '不是基线文件', en: 'not a baseline file' });
  }
  return { entries: entries.map(readEntry) };
}

const TEXTS = ['target', 'policy', 'rule', 'code', 'fingerprint'] as const;

function readEntry(entry: unknown, index: number): BaselineEntry {
  const fields = (entry ?? {}) as Record<string, unknown>;
  const count = fields.count ?? 1;
  const complete = TEXTS.every((name) => typeof fields[name] === 'string');
  if (!complete || !Number.isSafeInteger(count) || (count as number) < 1) {
    throw new BaselineError({ zh: `第 ${index + 1} 条记录有误`, en: `entry ${index + 1} is damaged` });
  }
  const { target, policy, rule, code, fingerprint } = fields as Record<(typeof TEXTS)[number], string>;
  return { target, policy, rule, code, fingerprint, count: count as number };
}

export function formatBaseline({ entries }: Baseline): string {
  const lines = [...entries].sort(byIdentity).map(({ count, ...entry }) => {
    const { target, policy, rule, code, fingerprint } = entry;
    const written = { target, policy, rule, code, fingerprint, ...(count > 1 ? { count } : {}) };
    return `    ${JSON.stringify(written)}`;
  });
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schemaVersion": ${SCHEMA_VERSION},\n  "entries": ${list}\n}\n`;
}

/** By code units: the order must not depend on anybody's locale. */
function byIdentity(a: BaselineEntry, b: BaselineEntry): number {
  for (const name of TEXTS) if (a[name] !== b[name]) return a[name] < b[name] ? -1 : 1;
  return 0;
}
