/** A value of the text format: messages are records whose fields keep all their values. */
export type TextprotoValue = string | TextprotoMessage;
export type TextprotoMessage = { readonly [field: string]: readonly TextprotoValue[] };

/**
 * Reads the part of the protocol buffers text format (protobuf.dev/reference/protobuf/textformat-spec) that the
 * conformance tables use: messages, lists, adjacent strings with escapes, identifiers. One letter of a string is one octet.
 * @param octets the file as Latin-1
 * @throws {SyntaxError} with the offset of what cannot be read
 */
export function parseTextproto(octets: string): TextprotoMessage {
  const tokens = tokenize(octets);
  let at = 0;
  const peek = (): Token => tokens[at] ?? { kind: 'end', text: '', offset: octets.length };
  const take = (text: string): boolean => peek().text === text && peek().kind === 'mark' && ++at > 0;
  const fail = (): never => {
    throw new SyntaxError(`unexpected "${peek().text}" at offset ${peek().offset}`);
  };

  const value = (): TextprotoValue[] => {
    if (take('[')) {
      const items: TextprotoValue[] = [];
      while (!take(']')) {
        items.push(...value());
        take(',');
      }
      return items;
    }
    if (take('{')) return [message('}')];
    if (peek().kind === 'name') return [tokens[at++]!.text];
    if (peek().kind !== 'string') fail();
    let text = '';
    while (peek().kind === 'string') text += tokens[at++]!.text;
    return [text];
  };

  const message = (end: string): TextprotoMessage => {
    const fields: Record<string, TextprotoValue[]> = {};
    while (end === '' ? peek().kind !== 'end' : !take(end)) {
      if (peek().kind !== 'name') fail();
      const name = tokens[at++]!.text;
      take(':');
      (fields[name] ??= []).push(...value());
      if (!take(',')) take(';');
    }
    return fields;
  };

  return message('');
}

interface Token {
  readonly kind: 'name' | 'string' | 'mark' | 'end';
  readonly text: string;
  readonly offset: number;
}

const TOKEN =
  /\s+|#[^\n]*|(?<name>[A-Za-z_][\w.]*)|"(?<double>(?:[^"\\\n]|\\.)*)"|'(?<single>(?:[^'\\\n]|\\.)*)'|(?<mark>[[\]{}:,;])/gy;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < text.length) {
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    if (match === null) throw new SyntaxError(`unexpected "${text[offset]}" at offset ${offset}`);
    const { name, double, single, mark } = match.groups!;
    if (name !== undefined) tokens.push({ kind: 'name', text: name, offset });
    if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, offset });
    const string = double ?? single;
    if (string !== undefined) tokens.push({ kind: 'string', text: withoutEscapes(string), offset });
    offset = TOKEN.lastIndex;
  }
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', v: '\v', f: '\f', b: '\b', a: '\x07' };

function withoutEscapes(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{1,2})|([0-7]{1,3})|(.))/gi, (_, hex, octal, letter) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return ESCAPES[letter] ?? letter;
  });
}
