import type { PlatformData } from '../../page/platform.js';
import type { Mistake } from '../../policy/error.js';
import { unknownName } from '../../policy/schema-mistakes.js';
import type { Localized } from '../../policy/types.js';
import { readDay } from '../records/day.js';
import { readRecords, requireNone } from '../records/read.js';
import type { Field, FileRecord, Headings } from '../records/types.js';
import { readHost } from './holder.js';
import { licencesOf } from './lookup.js';
import type { LicenceEntry, Licences } from './types.js';

type Column = 'host' | 'account' | 'platform' | 'from' | 'until' | 'scope' | 'note';

/** Columns of a list, with the headings clerks give them. */
const HEADINGS: Headings<Column> = {
  host: [
    'host',
    '域名',
    '网站',
    '网址',
    '主机',
    '站点',
    '网站域名',
    '授权网站',
    '授权域名',
    'site',
    'domain',
    'website',
  ],
  account: ['account', '账号', '帐号', '账号名称', '账号名', '公众号', '授权账号', 'accountname'],
  platform: ['platform', '平台', '账号平台', '所在平台'],
  from: ['from', '起始日期', '开始日期', '生效日期', '起始', '起', '授权起始', '自', 'start', 'startdate', 'validfrom'],
  until: [
    'until',
    '截止日期',
    '结束日期',
    '到期日期',
    '失效日期',
    '有效期至',
    '截止',
    '止',
    '至',
    '授权截止',
    'to',
    'end',
    'enddate',
    'expires',
    'validuntil',
  ],
  scope: ['scope', '授权范围', '范围', '使用范围'],
  note: ['note', '备注', '说明', 'remark', 'remarks', 'notes', 'comment'],
};

export interface LicenceOptions {
  /** Platforms an account may be on, under any of their names. */
  readonly platforms: readonly Pick<PlatformData, 'id' | 'name' | 'aliases'>[];
}

/**
 * A list of authorised sites and accounts from a CSV, XLSX or YAML file (`licences:` or a plain list).
 * @throws {RecordsError} with every mistake of the file: nothing in it is skipped in silence.
 */
export async function loadLicences(file: string, options: LicenceOptions): Promise<Licences> {
  const read = await readRecords(file, { headings: HEADINGS, listKey: 'licences' });
  const mistakes: Mistake[] = [...read.mistakes];
  const note = (position: Mistake['position'], message: Localized): void => {
    mistakes.push({ file, position, message });
  };
  const entries = read.records.flatMap((record) => readEntry(record, read.format === 'xlsx', options, note) ?? []);
  if (mistakes.length === 0 && entries.length === 0) {
    note(null, { zh: '名单里一个网站或账号也没有', en: 'the list names no site and no account' });
  }
  requireNone(mistakes);
  return licencesOf(entries);
}

type Note = (position: Mistake['position'], message: Localized) => void;

function readEntry(
  { fields, position }: FileRecord<Column>,
  fromWorkbook: boolean,
  { platforms }: LicenceOptions,
  note: Note,
): LicenceEntry | null {
  const holder = readHolder(fields, position, platforms, note);
  const from = dayOf(fields.from, fromWorkbook, note);
  const until = dayOf(fields.until, fromWorkbook, note);
  if (fields.until !== undefined && from != null && until != null && from > until) {
    note(fields.until.position, {
      zh: `截止日期 ${until} 早于起始日期 ${from}`,
      en: `the end, ${until}, is before the start, ${from}`,
    });
  }
  if (holder === null || from === undefined || until === undefined) return null;
  return {
    holder,
    from,
    until,
    scope: fields.scope?.text ?? null,
    note: fields.note?.text ?? null,
    line: position.line,
  };
}

function readHolder(
  { host, account, platform }: FileRecord<Column>['fields'],
  position: FileRecord<Column>['position'],
  platforms: LicenceOptions['platforms'],
  note: Note,
): LicenceEntry['holder'] | null {
  if (host !== undefined && account !== undefined) {
    note(account.position, {
      zh: '一行只能写一个授权对象：域名或账号，请分成两行',
      en: 'one row authorises a host or an account: make two rows of it',
    });
    return null;
  }
  if (account !== undefined) {
    if (platform === undefined) {
      note(account.position, { zh: '写了账号，还须写明平台', en: 'an account needs its platform' });
      return null;
    }
    const wanted = platformKey(platform.text);
    const known = platforms.find(({ id, name, aliases = [] }) =>
      [id, name, ...aliases].some((each) => platformKey(each) === wanted),
    );
    if (known === undefined) {
      note(
        platform.position,
        unknownName('平台', 'platform', platform.text, [...new Set(platforms.map(({ name }) => name))]),
      );
      return null;
    }
    return { kind: 'account', platform: known.id, account: account.text };
  }
  if (host === undefined) {
    note(position, { zh: '这一行没有写域名或账号', en: 'this row names neither a host nor an account' });
    return null;
  }
  if (platform !== undefined) {
    note(platform.position, { zh: '写了平台，还须写明账号', en: 'a platform needs an account' });
    return null;
  }
  const read = readHost(host.text);
  if ('kind' in read) return read;
  note(host.position, read);
  return null;
}

const platformKey = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** undefined where it is written wrongly, which is noted. */
function dayOf(field: Field | undefined, fromWorkbook: boolean, note: Note): string | null | undefined {
  if (field === undefined) return null;
  const day = readDay(field.text, fromWorkbook);
  if (day === null || typeof day === 'string') return day;
  note(field.position, day);
  return undefined;
}
