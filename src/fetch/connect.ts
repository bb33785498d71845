import { lookup as systemLookup } from 'node:dns/promises';
import { isIPv6, type LookupFunction } from 'node:net';
import type * as undici from 'undici';
import { addressOfHost, isPrivateAddress } from './address.js';
import { FaultError } from './fault.js';
import type { ClientOptions, Lookup, ResolvedAddress } from './types.js';
import { Agent, buildConnector, Client, Pool } from './undici.js';

/** Says whether an address may be contacted. */
export type AddressPolicy = (address: string) => boolean;

export function addressPolicy(allowPrivate: ClientOptions['allowPrivate']): AddressPolicy {
  if (allowPrivate === true) return () => true;
  const exceptions = new Set(typeof allowPrivate === 'object' ? allowPrivate.map(canonical) : []);
  return (address) => !isPrivateAddress(address) || exceptions.has(canonical(address));
}

/** An IPv4 peer of a dual-stack socket is reported as IPv4-mapped. */
function unmapped(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** One spelling for one address. */
function canonical(address: string): string {
  const bare = unmapped(address);
  return isIPv6(bare) && !bare.includes('%') ? new URL(`http://[${bare}]/`).hostname.slice(1, -1) : bare;
}

export interface DispatcherOptions {
  readonly permits: AddressPolicy;
  readonly lookup: Lookup | undefined;
  /** Milliseconds. */
  readonly connectTimeout: number;
  readonly keepAliveTimeout: number;
  readonly connectionsPerOrigin: number | null;
  readonly certificateAuthority: string | undefined;
}

/** Browsers take 256 KiB; Node's 16 KiB are too few for some sites' security policies. */
const MAXIMUM_HEADER_BYTES = 64 * 1024;
/**
 * Milliseconds after which the next address of a name is tried (RFC 8305 §5). Node gives up an address after 250 ms and
 * does not come back to it: too early for a server on the other side of the world (nodejs/node#54359).
 */
const ADDRESS_ATTEMPT_TIMEOUT = 2_000;

/** Request options that take the answering connection home. */
export interface TrackedOptions extends undici.Dispatcher.DispatchOptions {
  connection?: ConnectionInfo;
}

/** What is known of the connection a request went over. */
export interface ConnectionInfo {
  remoteAddress: string | null;
}

/**
 * HTTP/1.1 over guarded connections, one pool for each origin.
 *
 * The guard stands at three places, because undici and Node call none of them in all cases: literals never reach a
 * lookup function; a name may stand for several addresses and change between two lookups; and only the socket knows
 * which address was taken.
 */
export function createDispatcher(options: DispatcherOptions): undici.Agent {
  const connector = guardedConnector(options);
  return new Agent({
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: options.keepAliveTimeout,
    // The exchange has a deadline of its own for the whole answer.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: MAXIMUM_HEADER_BYTES,
    connections: options.connectionsPerOrigin,
    factory: (origin, poolOptions) =>
      new Pool(origin, {
        ...(poolOptions as undici.Pool.Options),
        factory: (clientOrigin, clientOptions) =>
          new TrackedClient(clientOrigin, clientOptions as undici.Client.Options, connector),
      }),
  });
}

/** A client has one socket at a time, so that it knows who answers its requests. */
class TrackedClient extends Client {
  readonly #connection: ConnectionInfo;

  constructor(origin: URL, options: undici.Client.Options, connector: undici.buildConnector.connector) {
    const connection: ConnectionInfo = { remoteAddress: null };
    super(origin, {
      ...options,
      connect: (target, callback) => {
        connection.remoteAddress = null;
        connector(target, (...[error, socket]) => {
          if (error !== null) return callback(error, null);
          connection.remoteAddress = socket.remoteAddress === undefined ? null : unmapped(socket.remoteAddress);
          callback(null, socket);
        });
      },
    });
    this.#connection = connection;
  }

  override dispatch(options: TrackedOptions, handler: undici.Dispatcher.DispatchHandler): boolean {
    options.connection = this.#connection;
    return super.dispatch(options, handler);
  }
}

function guardedConnector(options: DispatcherOptions): undici.buildConnector.connector {
  const { permits } = options;
  const connect = buildConnector({
    allowH2: false,
    timeout: options.connectTimeout,
    autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_TIMEOUT,
    lookup: guardedLookup(options.lookup ?? resolve, permits),
    ...(options.certificateAuthority === undefined ? {} : { ca: options.certificateAuthority }),
  });
  return (target, callback) => {
    const literal = addressOfHost(target.hostname);
    if (literal !== null && !permits(literal)) return callback(refusal(literal, literal), null);
    connect(target, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const peer = socket.remoteAddress;
      if (peer === undefined || permits(peer)) return callback(null, socket);
      socket.destroy();
      callback(refusal(target.hostname, unmapped(peer)), null);
    });
  };
}

/** A name is refused when any of its addresses is: which one a connection would take is not ours to choose. */
function guardedLookup(lookup: Lookup, permits: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname).then(
      (addresses) => {
        const refused = addresses.find(({ address }) => !permits(address));
        if (refused !== undefined) return callback(refusal(hostname, refused.address), []);
        const usable = addresses.filter(({ family }) => !options.family || options.family === family);
        const first = usable[0];
        if (first === undefined) return callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), []);
        if (options.all) return callback(null, [...usable]);
        callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, []),
    );
  };
}

async function resolve(hostname: string): Promise<ResolvedAddress[]> {
  return (await systemLookup(hostname, { all: true })) as ResolvedAddress[];
}

function refusal(host: string, address: string): FaultError {
  return new FaultError({ kind: 'private-address', host, address });
}
