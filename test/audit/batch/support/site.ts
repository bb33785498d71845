import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Respond = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** Pages on many loopback hosts (127.0.0.0/8), one server. Counts the requests for each host and path. */
export class Site {
  readonly requests = new Map<string, number>();
  readonly #server: Server;

  private constructor(respond: Respond) {
    this.#server = createServer((request, response) => {
      const key = `${request.headers.host?.replace(/:\d+$/, '')}${request.url}`;
      const count = (this.requests.get(key) ?? 0) + 1;
      this.requests.set(key, count);
      if (request.url === '/robots.txt') response.writeHead(404).end();
      else respond(request, response, count);
    });
  }

  static async start(respond: Respond): Promise<Site> {
    const site = new Site(respond);
    site.#server.listen(0, '0.0.0.0');
    await once(site.#server, 'listening');
    return site;
  }

  url(host: number, path: string): string {
    return `http://127.0.0.${host}:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  countOf(host: number, path: string): number {
    return this.requests.get(`127.0.0.${host}${path}`) ?? 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Answers with a page of that text. */
export function html(response: ServerResponse, text: string, headers: Record<string, string> = {}): void {
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
    .end(`<html><body>${text}</body></html>`);
}
