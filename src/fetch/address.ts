import { isIP } from 'node:net';

/** Blocks that are not globally reachable, or carry other addresses inside: IANA IPv4 Special-Purpose Address Registry (RFC 6890). */
const IPV4_BLOCKS: readonly (readonly [base: string, prefix: number])[] = [
  ['0.0.0.0', 8], // "this network", RFC 791
  ['10.0.0.0', 8], // private, RFC 1918
  ['100.64.0.0', 10], // shared (carrier-grade NAT), RFC 6598
  ['127.0.0.0', 8], // loopback, RFC 1122
  ['169.254.0.0', 16], // link-local, RFC 3927; cloud metadata services live here
  ['172.16.0.0', 12], // private, RFC 1918
  ['192.0.0.0', 24], // IETF protocol assignments, RFC 6890
  ['192.0.2.0', 24], // documentation, RFC 5737
  ['192.88.99.0', 24], // 6to4 relay anycast, deprecated by RFC 7526
  ['192.168.0.0', 16], // private, RFC 1918
  ['198.18.0.0', 15], // benchmarking, RFC 2544
  ['198.51.100.0', 24], // documentation, RFC 5737
  ['203.0.113.0', 24], // documentation, RFC 5737
  ['224.0.0.0', 3], // multicast (RFC 5771), reserved (RFC 1112) and broadcast
];

const IPV4_RANGES = IPV4_BLOCKS.map(([base, prefix]) => ({ base: ipv4Number(base), size: 2 ** (32 - prefix) }));

/**
 * Whether an address must not be contacted on behalf of a page: anything that is not plain global unicast,
 * and IPv6 forms that lead to such an IPv4 address (mapped, NAT64, 6to4).
 * @param address IPv4 in dotted decimal or IPv6, with or without a zone; what is no address counts as private
 */
export function isPrivateAddress(address: string): boolean {
  const bare = address.split('%')[0] as string;
  const family = isIP(bare);
  if (family === 4) return isPrivateIPv4(ipv4Number(bare));
  if (family === 6) return isPrivateIPv6(ipv6Groups(bare));
  return true;
}

/** The address a URL's host is, without brackets; null when it is a name. The URL class has made every numeric form dotted decimal. */
export function addressOfHost(hostname: string): string | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? null : bare;
}

function isPrivateIPv4(value: number): boolean {
  return IPV4_RANGES.some(({ base, size }) => value >= base && value < base + size);
}

function isPrivateIPv6(groups: readonly number[]): boolean {
  const [a, b] = groups as [number, number];
  const embedded = (high: number, low: number): boolean =>
    isPrivateIPv4((groups[high] as number) * 0x10000 + (groups[low] as number));
  const zero = (from: number, to: number): boolean => groups.slice(from, to).every((group) => group === 0);
  if (zero(0, 5) && groups[5] === 0xffff) return embedded(6, 7); // IPv4-mapped, RFC 4291 §2.5.5.2
  if (a === 0x64 && b === 0xff9b && zero(2, 6)) return embedded(6, 7); // NAT64, RFC 6052 §2.1
  if (a === 0x2002) return embedded(1, 2); // 6to4, RFC 3056 §2
  // Global unicast is 2000::/3 alone (RFC 4291 §2.4 and the IANA registry): this leaves out loopback, unspecified,
  // IPv4-compatible, local NAT64 (RFC 8215), discard-only, unique-local, link-local and multicast.
  if (a < 0x2000 || a > 0x3fff) return true;
  if (a === 0x2001 && b < 0x200) return true; // IETF protocol assignments with Teredo and ORCHID, RFC 2928
  if (a === 0x2001 && b === 0xdb8) return true; // documentation, RFC 3849
  return a === 0x3fff && b < 0x1000; // documentation, RFC 9637
}

function ipv4Number(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}

/** The eight 16-bit groups of a valid IPv6 address. */
function ipv6Groups(address: string): number[] {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  let text = address;
  if (dotted !== null) {
    const value = ipv4Number(dotted[2] as string);
    text = `${dotted[1]}${Math.floor(value / 0x10000).toString(16)}:${(value % 0x10000).toString(16)}`;
  }
  const [head, tail] = text.split('::') as [string, string | undefined];
  const parse = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const left = parse(head);
  if (tail === undefined) return left;
  const right = parse(tail);
  return [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right];
}
