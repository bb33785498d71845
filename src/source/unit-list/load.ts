import type { SourceList } from '../../checks/types.js';
import { foldText } from '../../page/fold.js';
import type { Mistake } from '../../policy/error.js';
import type { Localized } from '../../policy/types.js';
import { readDay } from '../records/day.js';
import { readRecords, requireNone } from '../records/read.js';
import type { FileRecord, Headings } from '../records/types.js';

type Column = 'name' | 'status' | 'date';

const HEADINGS: Headings<Column> = {
  name: ['name', '单位名称', '名称', '单位', '稿源单位', '稿源', '来源', '账号名称', 'source', 'unit'],
  status: ['status', '状态', '备注', 'state'],
  date: ['date', '名单日期', '发布日期', '日期', '版本'],
};

const FROZEN = /^(?:冻结|已冻结|暂停|frozen|suspended)/i;
const IN_FORCE = /^(?:正常|有效|在列|normal|listed|ok)?$/i;

/**
 * The 互联网新闻信息稿源单位名单 (or any list of permitted sources) from a CSV, XLSX or YAML file: names, which of them
 * are frozen, and the date of the list, given once (`date:` in YAML, a cell of the column in a table).
 * @throws {RecordsError} with every mistake of the file
 */
export async function loadSourceList(file: string): Promise<SourceList> {
  const read = await readRecords(file, { headings: HEADINGS, listKey: 'units' });
  const mistakes: Mistake[] = [...read.mistakes];
  const note = (position: Mistake['position'], message: Localized): void => {
    mistakes.push({ file, position, message });
  };
  const states = new Map<string, 'listed' | 'frozen'>();
  for (const record of read.records) readUnit(record, states, note);
  const date = dateOf(read.records, read.format === 'xlsx', note);
  if (mistakes.length === 0 && states.size === 0) note(null, { zh: '名单里没有单位', en: 'the list names nobody' });
  requireNone(mistakes);
  return { date: date ?? '', stateOf: (name) => states.get(unitKey(name)) ?? 'unlisted' };
}

type Note = (position: Mistake['position'], message: Localized) => void;

function readUnit(
  { fields, position }: FileRecord<Column>,
  states: Map<string, 'listed' | 'frozen'>,
  note: Note,
): void {
  if (fields.name === undefined) {
    note(position, { zh: '这一行没有单位名称', en: 'this row names nobody' });
    return;
  }
  const status = fields.status?.text ?? '';
  if (!FROZEN.test(status) && !IN_FORCE.test(status)) {
    note(fields.status?.position ?? position, {
      zh: `不认识状态“${status}”；请写“正常”或“冻结”`,
      en: `unknown state "${status}"; write "normal" or "frozen"`,
    });
    return;
  }
  states.set(unitKey(fields.name.text), FROZEN.test(status) ? 'frozen' : 'listed');
}

/** Lists replace one another: a list without a date cannot be told from one that is void. */
function dateOf(records: readonly FileRecord<Column>[], fromWorkbook: boolean, note: Note): string | null {
  const days = new Set<string>();
  for (const { fields } of records) {
    if (fields.date === undefined) continue;
    const day = readDay(fields.date.text, fromWorkbook);
    if (typeof day === 'string') days.add(day);
    else note(fields.date.position, day ?? { zh: '名单日期不能是“长期”', en: 'a list has a date' });
    if (days.size < 2) continue;
    note(fields.date.position, { zh: '名单日期前后不一致', en: 'the list gives two dates for itself' });
    break;
  }
  const [date] = days;
  if (date !== undefined) return date;
  if (records.length > 0) {
    note(null, {
      zh: '没有写明名单的日期（“名单日期”列，或 YAML 中的 date:）',
      en: 'the date of the list is missing (a column "date", or date: in YAML)',
    });
  }
  return null;
}

const unitKey = (name: string): string =>
  foldText(name)
    .replace(/[\s()（）《》“”"]/g, '')
    .toLowerCase();
