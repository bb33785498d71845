/** A path as one word of a command line: in quotation marks where a POSIX shell would cut it or read signs in it. */
export function shellWord(text: string): string {
  if (/^[\p{L}\p{N}_@%+=:,./-]+$/u.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
