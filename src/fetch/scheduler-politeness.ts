/** How a host is treated. */
export interface Politeness {
  /** Most requests to the host at a time. */
  readonly connections: number;
  /** Milliseconds between the starts of two requests, and between the end of one and the start of the next. */
  readonly delay: number;
}

/** What scale.md §5 found safe against ordinary servers, and no operator has reason to complain of. */
export const DEFAULT_POLITENESS: Politeness = { connections: 2, delay: 500 };

/** Another treatment for the hosts that a pattern names. */
export interface PolitenessRule extends Partial<Politeness> {
  /** A host name; `*` stands for any run of characters: `*.example.com`, `10.0.*`. Without regard to case. */
  readonly host: string;
}

/** The treatment of each host: the first rule whose pattern fits, over `base`. */
export function politenessByHost(base: Politeness, rules: readonly PolitenessRule[]): (host: string) => Politeness {
  const compiled = rules.map((rule) => ({ pattern: hostPattern(rule.host), rule }));
  return (host) => {
    const rule = compiled.find(({ pattern }) => pattern.test(host))?.rule;
    if (rule === undefined) return base;
    return { connections: rule.connections ?? base.connections, delay: rule.delay ?? base.delay };
  };
}

function hostPattern(pattern: string): RegExp {
  const parts = pattern.toLowerCase().split('*');
  return new RegExp(`^${parts.map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('.*')}$`);
}
