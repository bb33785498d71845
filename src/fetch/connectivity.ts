import { Resolver } from 'node:dns/promises';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/**
 * Whether this machine can reach anybody: `no-address`: it has no address beyond itself (unplugged, Wi-Fi off);
 * `no-name-server`: it has one, but no name server that answers (the line behind the router is down).
 */
export type Connectivity = 'online' | 'no-address' | 'no-name-server';

export interface ConnectivityOptions {
  /** Default: those of this machine. */
  readonly interfaces?: () => NodeJS.Dict<Pick<NetworkInterfaceInfo, 'address' | 'internal'>[]>;
  /** Name servers, as `dns.setServers` takes them. Default: those of the system. */
  readonly nameServers?: readonly string[];
  /** Milliseconds a name server has for its answer; it is asked twice. Default 2,000. */
  readonly timeout?: number;
}

/**
 * Looks at the machine, not at any site: the one question asked goes to its own name servers, and is for those of the
 * root, which every name server knows. A machine whose names come from elsewhere (multicast, a proxy) may be taken for
 * offline: whoever asks must believe an answer of a site more.
 */
export async function connectivity(options: ConnectivityOptions = {}): Promise<Connectivity> {
  const interfaces = Object.values((options.interfaces ?? networkInterfaces)());
  if (!interfaces.some((addresses) => addresses?.some(isUsable))) return 'no-address';
  // A new one each time: it reads the system's settings once, and another network brings other name servers.
  const resolver = new Resolver({ timeout: options.timeout ?? 2_000, tries: 2 });
  try {
    if (options.nameServers !== undefined) resolver.setServers(options.nameServers);
    await resolver.resolveNs('.');
    return 'online';
  } catch (error) {
    return ANSWERS.has((error as NodeJS.ErrnoException).code ?? '') ? 'online' : 'no-name-server';
  }
}

/** “No such name” and “no such record” are answers. SERVFAIL and REFUSED are what forwarders say that reach nobody. */
const ANSWERS = new Set(['ENOTFOUND', 'ENODATA', 'EFORMERR', 'ENOTIMP']);

/** Link-local addresses (RFC 3927, RFC 4291 §2.5.6) are what a machine gives itself when nobody else does. */
function isUsable({ address, internal }: Pick<NetworkInterfaceInfo, 'address' | 'internal'>): boolean {
  return !internal && !address.startsWith('169.254.') && !/^fe[89ab]/i.test(address);
}
