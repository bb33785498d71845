import type { CodeData, Localized, PolicyData, PublisherData, RuleData, VariantData } from './types.js';

/** What a policy file says: `PolicyData` with everything that may be left out left out. Valid by the schema. */
export interface PolicySource
  extends Omit<PolicyData, 'kind' | 'publisher' | 'credit' | 'link' | 'notice' | 'profiles' | 'rules'> {
  readonly kind?: PolicyData['kind'];
  readonly publisher?: Partial<PublisherData> & Pick<PublisherData, 'name' | 'hosts' | 'articleUrl'>;
  readonly credit: Partial<PolicyData['credit']> & {
    readonly wording: string;
    readonly labels: { readonly preferred: string; readonly accepted?: readonly string[] };
  };
  readonly link?: Partial<PolicyData['link']>;
  readonly notice?: Partial<PolicyData['notice']>;
  readonly profiles?: PolicyData['profiles'];
  readonly rules: readonly RuleSource[];
}

export interface RuleSource extends Omit<RuleData, 'codes' | 'help'> {
  readonly codes?: Readonly<Record<string, CodeSource>>;
  readonly help?: Localized;
}

export interface CodeSource extends Partial<CodeData> {
  readonly variants?: Readonly<Record<string, VariantData>>;
}

const NO_PUBLISHER: PublisherData = {
  name: '',
  aliases: [],
  lookalikes: [],
  hosts: [],
  accounts: [],
  articleUrl: { paths: [], example: '' },
  platformHosts: [],
};

/**
 * Fills in what the file leaves out: from the policy it is based on what holds for every publisher (labels,
 * separators, vague words, redirectors, share services, platform hosts and their articles, copy services, thresholds,
 * profiles, and the codes and help of the same check), and empty lists for the rest. What belongs to one publisher is never inherited.
 */
export function completePolicy(source: PolicySource, base: PolicyData | null): PolicyData {
  const publisher = completePublisher(source.publisher, base);
  const credit: PolicyData['credit'] = {
    wording: source.credit.wording,
    labels: {
      preferred: source.credit.labels.preferred,
      accepted: source.credit.labels.accepted ?? acceptedOf(base, source.credit.labels.preferred),
    },
    separators: source.credit.separators ?? base?.credit.separators ?? [],
    vague: source.credit.vague ?? base?.credit.vague ?? [],
  };
  return {
    ...source,
    kind: source.kind ?? 'notice',
    publisher,
    credit,
    link: {
      redirectors: source.link?.redirectors ?? base?.link.redirectors ?? [],
      shares: source.link?.shares ?? base?.link.shares ?? [],
      platformArticles: source.link?.platformArticles ?? base?.link.platformArticles ?? [],
    },
    notice: { strip: source.notice?.strip ?? [] },
    originals: { ...base?.originals, ...source.originals },
    copyServices: source.copyServices ?? base?.copyServices ?? {},
    profiles: source.profiles ?? base?.profiles ?? {},
    rules: source.rules.map((rule) => completeRule(rule, base)),
  };
}

function completePublisher(source: PolicySource['publisher'], base: PolicyData | null): PublisherData {
  if (source === undefined) return NO_PUBLISHER;
  return {
    ...source,
    aliases: source.aliases ?? [],
    lookalikes: source.lookalikes ?? [],
    accounts: source.accounts ?? [],
    platformHosts: source.platformHosts ?? base?.publisher.platformHosts ?? [],
  };
}

/** Where another publisher prefers 稿件来源, plain 来源 says the same in other words. */
function acceptedOf(base: PolicyData | null, preferred: string): readonly string[] {
  if (base === null) return [];
  return [base.credit.labels.preferred, ...base.credit.labels.accepted].filter((label) => label !== preferred);
}

function completeRule(rule: RuleSource, base: PolicyData | null): RuleData {
  const inherited = base?.rules.find(({ check }) => check === rule.check);
  const codes = completeCodes(rule.codes ?? {}, inherited);
  // `checkMeaning` has made sure that nothing is missing.
  return { ...rule, codes, help: rule.help ?? inherited?.help } as RuleData;
}

/** The codes of a rule with those of the rule it inherits from. What neither gives is missing in the result. */
export function completeCodes(
  own: Readonly<Record<string, CodeSource>>,
  inherited: RuleData | undefined,
): Readonly<Record<string, CodeSource>> {
  const codes: Record<string, CodeSource> = { ...inherited?.codes };
  for (const [code, data] of Object.entries(own)) codes[code] = completeCode(data, inherited?.codes[code]);
  return codes;
}

function completeCode(own: CodeSource, inherited: CodeSource | undefined): CodeSource {
  if (inherited === undefined) return own;
  const { variants, ...plain } = inherited;
  // Who words a message anew does not want the inherited words of its variants beside it.
  if (own.message !== undefined || variants === undefined) return { ...plain, ...own };
  return { ...plain, ...own, variants: { ...variants, ...own.variants } };
}
