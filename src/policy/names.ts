import { foldForm, simplify } from '../page/fold.js';
import { REGIONS } from '../page/whereabouts.js';
import type { AliasData, NameMatch, PublisherData } from './types.js';

/** Region in brackets that a site adds to a name: 新京报（北京）. */
const REMARKED_REGIONS: ReadonlySet<string> = new Set(REGIONS);

/** A longer text is no name, whatever a page puts behind a label. Bounds the work for hostile pages. */
const LONGEST_NAME = 100;

const OPENING = '[({<《〈「『【〔“‘"\'';
const CLOSING = '])}>》〉」』】〕”’"\'';
/** What may dangle before or after a name. */
const DANGLING = ' .,;:!|·、。・丨/-_@#*~→›»>';

/**
 * Takes away brackets and quotation marks around the whole, those whose partner was cut off (“（来源：甲）” leaves
 * “甲）”), and punctuation at the ends.
 */
function undecorate(text: string): string {
  let start = 0;
  let end = text.length;
  for (;;) {
    while (start < end && DANGLING.includes(text[start])) start++;
    while (start < end && DANGLING.includes(text[end - 1])) end--;
    if (start === end) return '';
    const opening = OPENING.indexOf(text[start]);
    const close = opening < 0 ? start : closingOf(text, start, end, opening);
    const closing = CLOSING.indexOf(text[end - 1]);
    if (opening >= 0 && close === end - 1) {
      start++;
      end--;
    } else if (close < 0) {
      start++;
    } else if (closing >= 0 && !text.slice(start, end - 1).includes(OPENING[closing])) {
      end--;
    } else {
      return text.slice(start, end);
    }
  }
}

/** Where the bracket at `start` closes: 【甲】乙【丙】 is not one bracket around the whole. */
function closingOf(text: string, start: number, end: number, pair: number): number {
  // Straight quotation marks open and close alike; nobody nests them.
  if (OPENING[pair] === CLOSING[pair]) return text.indexOf(CLOSING[pair], start + 1);
  let depth = 0;
  for (let index = start; index < end; index++) {
    if (text[index] === OPENING[pair]) depth++;
    else if (text[index] === CLOSING[pair] && --depth === 0) return index;
  }
  return -1;
}

/** A bracketed remark at the end: 北疆新闻(北京) → ['北疆新闻', '北京']. Reads folded text, so brackets are ASCII. */
const REMARK = /^(.+?)\s*[([【〔]([^()[\]【】〔〕]*)[)\]】〕]$/u;

/** An account or a site written out: 公众号“甲”, “甲”公众号 are 甲公众号, 《甲》网站 and 甲-网站 are 甲网站. */
const ACCOUNT = '((?:微信)?(?:公众号|公众平台|视频号)|(?:官方)?微博|客户端|官网|网站)';
const QUOTED = '[“"「『《【(]([^“”"「」『』《》【】()]+)[”"」』》】)]';
const ACCOUNT_BEFORE = new RegExp(`^${ACCOUNT}:?${QUOTED}$`, 'u');
const ACCOUNT_BEHIND = new RegExp(`^${QUOTED}${ACCOUNT}$`, 'u');
const ACCOUNT_BEHIND_DASH = new RegExp(`^([^-—–]+)[-—–]+${ACCOUNT}$`, 'u');

/** Lower case, no blanks, no decorations; `form` is already folded by `foldForm`. */
function keyOf(form: string): string {
  const key = undecorate(form.toLowerCase()).replaceAll(' ', '');
  return key.replace(ACCOUNT_BEFORE, '$2$1').replace(ACCOUNT_BEHIND, '$1$2').replace(ACCOUNT_BEHIND_DASH, '$1$2');
}

const LIST = /[、,;/|&+]/;

interface Entry {
  /** The key before the fold from traditional to simplified characters. */
  readonly form: string;
  readonly match: 'publisher' | 'lookalike' | AliasData;
}

/** Compares printed names with those of one publisher. Built once per policy. */
export class NameMatcher {
  readonly #entries = new Map<string, Entry>();
  readonly #varying: readonly AliasData[];
  /** Patterns of `#varying`, compiled when the first name is no fixed one. */
  #patterns: readonly RegExp[] | null = null;
  readonly #publisherKey: string;

  constructor(
    publisher: PublisherData,
    private readonly ownsHost: (host: string) => boolean,
  ) {
    const add = (text: string, match: Entry['match']): void => {
      const form = keyOf(foldForm(text));
      this.#entries.set(simplify(form), { form, match });
    };
    const fixed = publisher.aliases.filter((alias) => alias.pattern === undefined);
    for (const name of publisher.lookalikes) add(name, 'lookalike');
    for (const alias of fixed) add(alias.text, alias);
    add(publisher.name, 'publisher');
    this.#varying = publisher.aliases.filter((alias) => alias.pattern !== undefined);
    this.#publisherKey = simplify(keyOf(foldForm(publisher.name)));
  }

  match(printed: string): NameMatch {
    if (printed.length > 10 * LONGEST_NAME) return { kind: 'other' };
    const form = keyOf(foldForm(printed));
    return this.#matchForm(form) ?? this.#matchWithoutRemark(form) ?? { kind: this.#isContainedIn(form) };
  }

  /** A single name around the publisher's is somebody else's; a list of names is not one name. */
  #isContainedIn(form: string): 'lookalike' | 'other' {
    return !LIST.test(form) && simplify(form).includes(this.#publisherKey) ? 'lookalike' : 'other';
  }

  #matchForm(form: string): NameMatch | null {
    const key = simplify(form);
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      const traditional = entry.form !== form;
      if (entry.match === 'publisher') return { kind: 'publisher', traditional };
      if (entry.match === 'lookalike') return { kind: 'lookalike' };
      return { kind: 'alias', alias: entry.match, traditional };
    }
    if (form.length > LONGEST_NAME) return null;
    this.#patterns ??= this.#varying.map(({ pattern }) => new RegExp(`^(?:${pattern})$`, 'iu'));
    const index = this.#patterns.findIndex((pattern) => pattern.test(key));
    return index < 0 ? null : { kind: 'alias', alias: this.#varying[index], traditional: key !== form };
  }

  /** 北疆新闻(客户端) is the alias written in one word; 北疆新闻(北京) and 北疆新闻(www.imline.cn) are the name itself. */
  #matchWithoutRemark(form: string): NameMatch | null {
    const parts = REMARK.exec(form);
    if (parts === null) return null;
    const [, name, remark] = parts;
    const joined = this.#matchForm(keyOf(name + remark));
    if (joined !== null) return joined;
    const says = simplify(remark);
    // The name again, in another of its forms: 北疆新闻（Beijiang News）.
    const again = this.#matchForm(keyOf(remark));
    if (again !== null && again.kind !== 'lookalike') return this.#matchForm(keyOf(name));
    const sayNothing = REMARKED_REGIONS.has(says) || this.ownsHost(says.replace(/^https?:\/\//, '').replace(/\/$/, ''));
    return sayNothing ? this.#matchForm(keyOf(name)) : null;
  }
}

/** Every name satisfies a law: it asks for a source, not for a certain one. */
export const ANY_NAME: Pick<NameMatcher, 'match'> = {
  match: (printed) => (keyOf(foldForm(printed)) === '' ? { kind: 'other' } : { kind: 'publisher', traditional: false }),
};

/** Whether a name is made of words that name nobody (来源：网络, 综合自互联网). */
export class VagueNames {
  readonly #words: readonly string[];

  constructor(words: readonly string[]) {
    this.#words = words.map((word) => simplify(keyOf(foldForm(word)))).filter((word) => word !== '');
  }

  /** What follows a comma or full stop (网络，侵权即删) does not turn nobody into somebody. */
  matches(printed: string): boolean {
    const [head] = foldForm(printed).split(/[,;。!]/u, 1);
    const name = simplify(keyOf(head)).replace(/等$/u, '');
    return name !== '' && name.length <= LONGEST_NAME && this.#isMadeOfWords(name);
  }

  #isMadeOfWords(name: string): boolean {
    const reachable = new Array<boolean>(name.length + 1).fill(false);
    reachable[0] = true;
    for (let start = 0; start < name.length; start++) {
      if (!reachable[start]) continue;
      for (const word of this.#words) {
        if (name.startsWith(word, start)) reachable[start + word.length] = true;
      }
    }
    return reachable[name.length];
  }
}

/** How a printed label stands to those of the policy. */
export class LabelMatcher {
  readonly #preferredForm: string;
  readonly #preferred: string;
  readonly #accepted: ReadonlySet<string>;

  constructor(preferred: string, accepted: readonly string[]) {
    this.#preferredForm = keyOf(foldForm(preferred));
    this.#preferred = simplify(this.#preferredForm);
    this.#accepted = new Set(accepted.map((label) => simplify(keyOf(foldForm(label)))));
  }

  match(printed: string): 'preferred' | 'traditional' | 'accepted' | 'other' {
    const form = keyOf(foldForm(printed));
    if (form === this.#preferredForm) return 'preferred';
    const key = simplify(form);
    if (key === this.#preferred) return 'traditional';
    return this.#accepted.has(key) ? 'accepted' : 'other';
  }
}
