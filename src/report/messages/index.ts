import type { Language } from '../../policy/types.js';
import { en } from './en.js';
import type { Messages } from './types.js';
import { zh } from './zh.js';

export type { KnownCode, Messages } from './types.js';

export function messagesIn(language: Language): Messages {
  return language === 'zh' ? zh : en;
}

/** The name of a code for people; a code the catalogue does not know is its own name. */
export function codeName(code: string, messages: Messages): string {
  return Object.hasOwn(messages.codes, code) ? messages.codes[code as keyof Messages['codes']] : code;
}

/** The name of a kind of problem; an unknown kind is its own name. */
export function problemName(kind: string, messages: Messages): string {
  return Object.hasOwn(messages.problems, kind) ? messages.problems[kind as keyof Messages['problems']] : kind;
}
