import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { seededRandom } from '../../src/audit/batch/random.js';
import { type CertificateOptions, selfSigned } from './certificate.js';
import { articlePage } from './fault-pages.js';
import { answerRobots, answerRobotsHop, type RobotsBehaviour } from './fault-robots.js';
import { type Context, HTML, notFound, ROUTES, type ServerState, send } from './fault-routes.js';

export type { RobotsBehaviour };

/** One request as the server saw it. */
export interface RequestRecord {
  /** The address of 127.0.0.0/8 that was asked. */
  readonly address: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The asker's port: requests over one connection have it in common. */
  readonly peerPort: number;
  /** `performance.now()` at its arrival. */
  readonly arrived: number;
  /** `performance.now()` when the answer ended or the connection closed; null while it lasts. */
  ended: number | null;
}

export interface FaultServer {
  readonly port: number;
  /** Every request, in order of arrival. */
  readonly log: readonly RequestRecord[];
  /** An URL of this server; `host` is any address of 127.0.0.0/8, each of which counts as a host, or a name for an injected lookup. */
  url(path: string, host?: string): string;
  /** Sets what a host answers for /robots.txt; 404 unless set. */
  robots(address: string, behaviour: RobotsBehaviour): void;
  /** Requests of one host, in order of arrival. */
  requests(address: string): readonly RequestRecord[];
  close(): Promise<void>;
}

/** Addresses that are hosts of their own: 127.1.0.1, 127.1.0.2, … */
export function loopbackHost(index: number): string {
  return `127.${1 + (index >> 16)}.${(index >> 8) & 0xff}.${index & 0xff}`;
}

/**
 * A server of which every address of 127.0.0.0/8 is a host, with a route for each fault (see `ROUTES`).
 * It listens on all addresses, for there is no other way to have so many, but talks to loopback only.
 * @param seed of everything that is left to chance
 */
export async function startFaultServer(seed = 1): Promise<FaultServer> {
  const log: RequestRecord[] = [];
  const robots = new Map<string, RobotsBehaviour>();
  const state: ServerState = { random: seededRandom(seed), counters: new Map() };
  const server = createServer((request, response) => {
    const record = observe(request, response);
    log.push(record);
    const url = new URL(request.url ?? '/', 'http://host.invalid');
    const context: Context = {
      request,
      response,
      socket: request.socket,
      query: url.searchParams,
      address: record.address,
      state,
    };
    if (url.pathname === '/robots.txt') return answerRobots(context, robots.get(record.address));
    if (url.pathname.startsWith('/robots-hop/'))
      return answerRobotsHop(context, url.pathname, robots.get(record.address));
    const route = ROUTES[url.pathname] ?? notFound;
    void route(context);
  });
  server.keepAliveTimeout = 60_000;
  const { port, close } = await listen(server, '0.0.0.0');
  return {
    port,
    log,
    url: (path, host = '127.0.0.1') => `http://${host}:${port}${path}`,
    robots: (address, behaviour) => void robots.set(address, behaviour),
    requests: (address) => log.filter((record) => record.address === address),
    close,
  };
}

function observe(request: IncomingMessage, response: ServerResponse): RequestRecord {
  const record: RequestRecord = {
    address: (request.socket.localAddress ?? '').replace('::ffff:', ''),
    path: request.url ?? '/',
    headers: request.headers,
    peerPort: request.socket.remotePort ?? 0,
    arrived: performance.now(),
    ended: null,
  };
  response.on('close', () => {
    record.ended = performance.now();
  });
  return record;
}

export interface ExtraServer {
  readonly port: number;
  /** The certificate, to be trusted; empty for a server without TLS. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** An https server with a certificate of its own; /article and the other routes' ordinary page. */
export async function startTlsServer(options: CertificateOptions): Promise<ExtraServer> {
  const pair = selfSigned(options);
  const server = createHttpsServer(pair, (_request, response) => send(response, HTML, articlePage()));
  return { certificate: pair.cert, ...(await listen(server, '127.0.0.1')) };
}

/** A server that offers HTTP/2 alone in its handshake. */
export async function startHttp2OnlyServer(options: CertificateOptions): Promise<ExtraServer> {
  const pair = selfSigned(options);
  const server = createSecureServer({ ...pair, allowHTTP1: false });
  return { certificate: pair.cert, ...(await listen(server, '127.0.0.1')) };
}

/** A server of another protocol: it greets as SSH does. */
export async function startForeignServer(): Promise<ExtraServer> {
  const server = createTcpServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  return { certificate: '', ...(await listen(server, '127.0.0.1')) };
}

/** A port of loopback nobody listens on. */
export async function unusedPort(): Promise<number> {
  const { port, close } = await listen(createTcpServer(), '127.0.0.1');
  await close();
  return port;
}

function listen(server: TcpServer | Server, host: string): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    if (!/^(?:::ffff:)?127\./.test(socket.localAddress ?? '')) return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Clients that break off are what this server is for.
    socket.on('error', () => {});
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host, backlog: 1024 }, () =>
      resolve({ port: (server.address() as AddressInfo).port, close }),
    );
  });
}
