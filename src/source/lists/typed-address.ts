/** What an address in a line or cell turned out to be. */
export type TypedAddress =
  | { readonly kind: 'one'; readonly text: string; readonly start: number }
  | { readonly kind: 'several' }
  | { readonly kind: 'none' };

const NONE: TypedAddress = { kind: 'none' };
const SEVERAL: TypedAddress = { kind: 'several' };

/** Where an address begins: not within a word, and with the colon of a Chinese keyboard too. */
const START = /(?<![a-z0-9+-])https?[:：][/／]{2}/gi;
const BARE_START = /(?<![\w@./:-])www\./gi;

/** Nobody types these in an address, and no program writes them without percent signs: they end it. */
const PUNCTUATION = '。，；、！？：“”‘’（）《》〈〉【】「」『』〔〕';
const INVISIBLE = '\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\ufeff';
const END = new RegExp(`[\\s${PUNCTUATION}${INVISIBLE}"<>]|[,;](?=\\p{Script=Han}|https?:)`, 'gu');
/** Ends that may also be slips within an address: the half of it would be another page's. */
const SOFT = new RegExp(`^[ \\u00a0${INVISIBLE}]+$`);
/** What goes on like the rest of an address. */
const GOES_ON = /^[^\s]*(?:\/[\w%.-]*|\.(?:s?html?|php|aspx?|jsp)(?:[?#]\S*)?)$/i;
/** A remark behind an address and a blank; what begins with a letter, a digit or a sign of ASCII may belong to it. */
const REMARK = /^(?:[^\x20-\x7e]|[([#'|]|-+\s)/;

const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '「': '」',
  '『': '』',
  '《': '》',
  '<': '>',
  '(': ')',
  '（': '）',
  '[': ']',
  '【': '】',
};

/** Nothing but an address of ASCII, and one only: what most lines of most lists are. */
export const isPlainAddress = (text: string): boolean => PLAIN.test(text) && !JOINED.test(text);

const PLAIN = /^https?:\/\/[!#-;=?-~]+$/i;
const JOINED = /[,;]https?:/i;

/**
 * The address in a line or cell as people type and paste it: behind a number or a title, in quotation marks or brackets,
 * before a remark. Nothing is guessed: of two addresses neither is taken, nor one that may go on behind a blank.
 */
export function findAddress(text: string): TypedAddress {
  const starts = [...text.matchAll(START)];
  if (starts.length > 0) return findFrom(text, starts);
  const bare = [...text.matchAll(BARE_START)];
  if (bare.length > 0) return findFrom(text, bare);
  // A host without www: only where the line begins with it.
  const end = endOf(text, 0);
  return end > 0 && mayEnd(text, end) ? { kind: 'one', text: text.slice(0, end), start: 0 } : NONE;
}

function findFrom(text: string, starts: readonly RegExpExecArray[]): TypedAddress {
  let found: string | null = null;
  let end = 0;
  for (const { index } of starts) {
    // Within the address before it, as of a page that shows another.
    if (index < end) continue;
    const address = addressAt(text, index);
    if (address === null) return NONE;
    if (found !== null && found !== address.text) return SEVERAL;
    found = address.text;
    end = address.end;
  }
  // What a program shortened for display is no address any more.
  if (found === null || found.endsWith('…')) return NONE;
  const start = starts[0].index;
  return text.slice(0, start).includes('://') || !mayEnd(text, end) ? NONE : { kind: 'one', text: found, start };
}

function addressAt(text: string, start: number): { text: string; end: number } | null {
  const end = endOf(text, start);
  const address = text.slice(start, end).replace(/^(https?)[:：][/／]{2}/i, '$1://');
  const opening = text[start - 1];
  const closing = opening === undefined ? undefined : CLOSING[opening];
  if (closing === undefined) return { text: address, end };
  if (text.includes(closing, end)) return { text: address, end };
  return address.endsWith(closing) ? { text: address.slice(0, -1), end } : null;
}

function endOf(text: string, start: number): number {
  END.lastIndex = start + (/^https?[:：]/i.exec(text.slice(start, start + 6))?.[0].length ?? 0);
  for (let match = END.exec(text); match !== null; match = END.exec(text)) {
    const words = /^[,;]$/.test(match[0]) && !/^https?:/i.test(text.slice(match.index + 1, match.index + 7));
    // In a query a list of words may stand.
    if (!words || !text.slice(start, match.index).includes('?')) return match.index;
  }
  return text.length;
}

/** Whether an address that ends there does not seem to go on behind it. */
function mayEnd(text: string, end: number): boolean {
  const behind = text.slice(end).trimEnd();
  const rest = behind.replace(LEADING_ENDS, '');
  if (rest === '') return true;
  const gap = behind.slice(0, behind.length - rest.length);
  if (/https?[:：]\/\//i.test(rest)) return true;
  return !GOES_ON.test(rest) && (!SOFT.test(gap) || REMARK.test(rest));
}

const LEADING_ENDS = new RegExp(`^[\\s${PUNCTUATION}${INVISIBLE}"<>,;]+`);
