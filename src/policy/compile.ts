import { foldText } from '../page/fold.js';
import { AddressSet, ArticleAddresses, HostSet, PlatformArticles } from './addresses.js';
import { ANY_NAME, LabelMatcher, NameMatcher, VagueNames } from './names.js';
import { fillPlaceholders, policyValues } from './placeholders.js';
import type { CopyService, Language, Policy, PolicyData, Rule, RuleData, Severity } from './types.js';

export interface CompileOptions {
  /** A profile of the policy (`strict`); must exist in it. */
  readonly profile?: string | null;
  /** Severities that the user sets for codes; they win over the policy, its variants and the profile. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** Makes a valid policy ready for use. Pure; costs well under a millisecond. */
export function compilePolicy(data: PolicyData, { profile = null, severities = {} }: CompileOptions = {}): Policy {
  const { publisher, credit } = data;
  const raised = profile === null ? {} : data.profiles[profile].raise;
  const constants = policyValues(data);
  const own = new HostSet(publisher.hosts);
  const platforms = new HostSet(publisher.platformHosts);
  const platformArticles = new PlatformArticles(data.link.platformArticles);
  const redirectors = new AddressSet(data.link.redirectors);
  const shares = new AddressSet(data.link.shares);
  const copyServices = Object.entries(data.copyServices ?? {}).map(
    ([kind, hosts]) => [kind as CopyService, new HostSet(hosts)] as const,
  );
  const articles = new ArticleAddresses(publisher.articleUrl);
  const names = data.kind === 'law' ? ANY_NAME : new NameMatcher(publisher, (host) => own.has(host));
  const labels = new LabelMatcher(credit.labels.preferred, credit.labels.accepted);
  const vague = new VagueNames(credit.vague);
  const notice = data.notice.strip.map(sentenceKey);
  const clauses = new Map(data.clauses.map((clause) => [clause.id, clause]));

  return Object.freeze({
    data,
    id: data.id,
    version: data.version,
    profile,
    rules: Object.freeze(data.rules.map((rule) => compileRule(rule, raised, severities, constants))),
    matchName: (name) => names.match(name),
    matchLabel: (label) => labels.match(label),
    isVague: (name) => vague.matches(name),
    isNotice: (text) => notice.length > 0 && containsOne(sentenceKey(text), notice),
    ownsAccount: (platform, { id, name }) =>
      publisher.accounts.some((account) => {
        if (account.platform !== platform) return false;
        return account.id === undefined ? sentenceKey(account.name) === sentenceKey(name) : account.id === id;
      }),
    ownsHost: (host) => own.has(host),
    isPlatformHost: (host) => platforms.has(host),
    isPlatformArticle: (url) => platforms.has(url.hostname) && platformArticles.has(url),
    isRedirector: (host) => redirectors.hasHost(host),
    isRedirection: (url) => redirectors.has(url),
    isShare: (url) => shares.has(url),
    copyServiceOf: (host) => copyServices.find(([, hosts]) => hosts.has(host))?.[0] ?? null,
    isArticlePath: (url) => articles.isArticlePath(url),
    articleIdentity: (url) => articles.identity(url),
    clause: (id) => clauses.get(id),
  } satisfies Policy);
}

/** ASCII, Latin-1, general and Chinese punctuation, and blanks. `[^\p{L}\p{N}]` says the same and costs 5 ms to compile. */
const PUNCTUATION = /[\s!-/:-@[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+/g;

/** Letters and digits only: copies of a notice differ in blanks (未 经 书 面 授 权), quotation marks and colons. */
function sentenceKey(text: string): string {
  return foldText(text).replace(PUNCTUATION, '');
}

function containsOne(text: string, parts: readonly string[]): boolean {
  return parts.some((part) => text.includes(part));
}

function compileRule(
  data: RuleData,
  raised: Readonly<Record<string, Severity>>,
  overrides: Readonly<Record<string, Severity | 'off'>>,
  constants: Readonly<Record<string, string>>,
): Rule {
  return Object.freeze({
    data,
    severityOf(code: string, variant?: string) {
      const { severity, variants } = knownCode(data, code);
      const own = variant === undefined ? undefined : variants?.[variant]?.severity;
      // A profile speaks of the code; a variant that the policy rates by itself (traditional characters) keeps its rate.
      return overrides[code] ?? own ?? (severity === 'off' ? severity : (raised[code] ?? severity));
    },
    messageOf(code: string, language: Language, values: Readonly<Record<string, string>>) {
      const { message, variants } = knownCode(data, code);
      const text = (values.variant === undefined ? undefined : variants?.[values.variant]?.message) ?? message;
      return fillPlaceholders(text[language], { ...constants, ...values });
    },
  });
}

function knownCode(rule: RuleData, code: string): RuleData['codes'][string] {
  if (!Object.hasOwn(rule.codes, code)) {
    throw new TypeError(`rule ${rule.id}: check ${rule.check} emitted ${code}, which the policy does not know`);
  }
  return rule.codes[code];
}
