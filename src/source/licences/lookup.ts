import type { Authorisation } from '../../checks/types.js';
import { foldText } from '../../page/fold.js';
import type { LicenceEntry, Licences, Publisher } from './types.js';

/** A list ready for use: entries by the host or account they speak of. Pure; holds no clock. */
export function licencesOf(entries: readonly LicenceEntry[]): Licences {
  const hosts = new Map<string, LicenceEntry[]>();
  const accounts = new Map<string, LicenceEntry[]>();
  for (const entry of entries) {
    const { holder } = entry;
    if (holder.kind === 'site') add(hosts, holder.host, entry);
    else add(accounts, accountKey(holder.platform, holder.account), entry);
  }
  return {
    entries,
    authorisationOf(publisher, today) {
      const shown = shownName(publisher);
      if (shown === null) return { kind: 'unknown' };
      return judge(entriesOf(publisher, hosts, accounts), shown, today);
    },
  };
}

/** An account answers for itself: a licence for the platform's host covers none of its accounts. */
function entriesOf(
  { host, account }: Publisher,
  hosts: ReadonlyMap<string, readonly LicenceEntry[]>,
  accounts: ReadonlyMap<string, readonly LicenceEntry[]>,
): readonly LicenceEntry[] {
  if (account !== null) {
    const { platform, name, id } = account;
    const byId = id === null ? undefined : accounts.get(accountKey(platform, id));
    return [...(accounts.get(accountKey(platform, name)) ?? []), ...(byId ?? [])];
  }
  const bare = siteHost(host ?? '');
  const found = [...(hosts.get(bare) ?? [])];
  for (let dot = bare.indexOf('.'); dot >= 0; dot = bare.indexOf('.', dot + 1)) {
    const above = hosts.get(bare.slice(dot + 1)) ?? [];
    found.push(...above.filter(({ holder }) => holder.kind === 'site' && holder.subdomains));
  }
  return found;
}

/** Of several entries (renewals), one that covers the day is enough. */
function judge(entries: readonly LicenceEntry[], holder: string, today: string): Authorisation {
  if (entries.some(({ from, until }) => (from ?? '') <= today && (until === null || today <= until))) {
    return { kind: 'authorised' };
  }
  const ended = entries.flatMap(({ until }) => (until !== null && until < today ? until : [])).sort();
  const begins = entries.flatMap(({ from }) => (from !== null && from > today ? from : [])).sort();
  if (ended.length > 0) return { kind: 'expired', host: holder, until: ended[ended.length - 1] };
  return begins.length > 0 ? { kind: 'none', host: holder, from: begins[0] } : { kind: 'none', host: holder };
}

function shownName({ host, account }: Publisher): string | null {
  if (account !== null) return `${account.platformName}“${account.name}”`;
  return host;
}

const siteHost = (host: string): string => host.replace(/\.$/, '').replace(/^www\.(?=.*\.)/, '');
const accountKey = (platform: string, account: string): string =>
  `${platform}\n${foldText(account).replaceAll(' ', '').toLowerCase()}`;

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
