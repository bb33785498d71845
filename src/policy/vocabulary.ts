/**
 * The closed vocabulary of policies: what a rule may name. The checks implement it (a test compares the two);
 * `rules/policy.schema.json` repeats the names for editors (another test compares those).
 */

import type { Severity } from './types.js';

export interface CodeVocabulary {
  /** Severity by design; a policy may set another one, but never gives the code another meaning. */
  readonly severity: Severity;
  /** Deviations the check tells apart through `values.variant`. */
  readonly variants: readonly string[];
  /** Placeholders for messages, beside {expected}, {found} and `POLICY_VALUES`. */
  readonly values: readonly string[];
}

export interface CheckVocabulary {
  readonly codes: Readonly<Record<string, CodeVocabulary>>;
  /** Options of a rule with this check, with the type of each. */
  readonly options: Readonly<Record<string, 'boolean' | 'number' | 'text' | 'list'>>;
}

/** Placeholders the policy itself fills in every message: its publisher, the credit it asks for, its address. */
export const POLICY_VALUES: readonly string[] = ['publisher', 'wording', 'email'];
/** Placeholders every finding fills in. */
export const FINDING_VALUES: readonly string[] = ['expected', 'found'];

function code(severity: Severity, variants: readonly string[] = [], values: readonly string[] = []): CodeVocabulary {
  return { severity, variants, values };
}

/** Every check a rule can name, with every code it can emit (design §3). */
export const CHECKS: Readonly<Record<string, CheckVocabulary>> = {
  credit: {
    codes: {
      // `empty`: a label with no name after it.
      'credit-missing': code('error', ['empty']),
      // `lookalike`: a name that contains the publisher's. `alias`: an alias the policy rejects.
      'credit-wrong': code('error', ['lookalike', 'alias']),
      'credit-hidden': code('error'),
      'source-vague': code('error'),
      // `alias`: another name of the publisher. `label`: another label. `traditional`: traditional characters.
      'credit-form': code('warning', ['alias', 'label', 'traditional']),
      'credit-unlabelled': code('warning'),
      // `open`: the list ends in 等 or 综合, so that nobody can tell whose work it is.
      'credit-multiple': code('info', ['open']),
      'credit-metadata': code('info'),
    },
    options: {},
  },
  'original-link': {
    codes: {
      'link-missing': code('error'),
      'link-not-article': code('error', ['home', 'placeholder']),
      // `unrelated`: the linked article was followed, and none of its text is on the page.
      'link-other-article': code('error', ['unrelated']),
      'link-hidden': code('error'),
      'link-plain-text': code('warning'),
      'link-indirect': code('warning'),
      'link-platform-copy': code('warning'),
      'link-dead': code('warning', [], ['status']),
    },
    options: {},
  },
  'true-source': { codes: { 'false-credit': code('error') }, options: {} },
  authorised: {
    codes: {
      // `not-yet`: on the list, but from a later day on.
      'auth-none': code('error', ['not-yet'], ['host', 'from']),
      'auth-expired': code('error', [], ['host', 'until']),
      // `required`: the policy permits nothing without written authorisation. `no-address`: a list, but a page whose
      // address is not known.
      'auth-unknown': code('info', ['required', 'no-address']),
    },
    options: {},
  },
  'no-mirror': {
    codes: {
      // `one-sign`: a single sign is not enough to say that a site is a mirror. The others: a service that the
      // policy lists as keeping or showing copies of whole pages.
      mirror: code('error', ['one-sign', 'no-address', 'cache', 'archive', 'translation'], ['host', 'signs']),
    },
    options: {},
  },
  media: { codes: { 'media-uncredited': code('review'), 'media-in-scope': code('review') }, options: {} },
  // `trimmed`: the title is the original's, shortened.
  title: { codes: { 'title-changed': code('warning', ['trimmed']) }, options: {} },
  text: { codes: { 'text-altered': code('review', [], ['changes']) }, options: {} },
  author: { codes: { 'author-missing': code('warning') }, options: {} },
  editor: { codes: { 'editor-missing': code('info') }, options: {} },
  account: { codes: { 'account-unverified': code('review', [], ['platform']) }, options: {} },
  // `home`: the credit leads to a home page and no further.
  traceable: { codes: { 'source-untraceable': code('warning', ['home']) }, options: {} },
  'source-list': {
    codes: { 'source-unlisted': code('review', [], ['date']), 'source-frozen': code('review', [], ['date']) },
    options: {},
  },
};

export const CHECK_NAMES: readonly string[] = Object.keys(CHECKS);

/** Every code, in the order of design §3. */
export const CODES: readonly string[] = Object.values(CHECKS).flatMap((check) => Object.keys(check.codes));

/** The check that emits `code`; undefined for an unknown code. */
export function checkOfCode(code: string): string | undefined {
  return CHECK_NAMES.find((name) => Object.hasOwn(CHECKS[name].codes, code));
}
