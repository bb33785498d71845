/** What a file is that is no list: known by its first bytes, whatever its name says. */
export type ForeignKind = 'image' | 'pdf' | 'archive' | 'utf-16' | 'binary';

const SIGNATURES: readonly (readonly [string, ForeignKind])[] = [
  ['\x89PNG', 'image'],
  ['\xff\xd8\xff', 'image'],
  ['GIF8', 'image'],
  ['BM', 'image'],
  ['II*\0', 'image'],
  ['MM\0*', 'image'],
  ['%PDF-', 'pdf'],
  ['Rar!\x1a', 'archive'],
  ['7z\xbc\xaf', 'archive'],
];

/** Share of control characters from which bytes are no text; at random it is one in ten. */
const MOST_CONTROLS = 0.02;
/** Share of letters of 16 bits that are ASCII, in a list of addresses. */
const LEAST_ASCII = 0.1;

/** What the head of a file shows it to be; null where it may be text. */
export function foreignKind(head: Uint8Array): ForeignKind | null {
  const start = Buffer.from(head.subarray(0, 16)).toString('latin1');
  const controls = countControls(head);
  const signature = SIGNATURES.find(([bytes]) => start.startsWith(bytes));
  // Two letters are a signature only where no text follows.
  if (signature !== undefined && (signature[0].length > 2 || controls.share > MOST_CONTROLS)) return signature[1];
  if (/^RIFF.{4}WEBP/s.test(start)) return 'image';
  // A byte order mark says how the NUL bytes are meant.
  if (/^(?:\xff\xfe|\xfe\xff)/.test(start)) return null;
  const { even, odd } = controls;
  if ((even === 0) !== (odd === 0) && (even + odd) * 2 > head.length * LEAST_ASCII) return 'utf-16';
  return controls.share > MOST_CONTROLS ? 'binary' : null;
}

/** Control characters that no text has; `even` and `odd`: the NUL bytes among them, by their place. */
function countControls(head: Uint8Array): { share: number; even: number; odd: number } {
  let controls = 0;
  let even = 0;
  let odd = 0;
  let length = head.length;
  // Files that a crash left unfinished end in NUL bytes.
  while (length > 0 && head[length - 1] === 0) length--;
  for (let i = 0; i < length; i++) {
    const byte = head[i];
    if (byte >= 32 || (byte >= 9 && byte <= 13) || byte === ESCAPE) continue;
    controls++;
    if (byte !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  return { share: length === 0 ? 0 : controls / length, even, odd };
}

const ESCAPE = 27;
