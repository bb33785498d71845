import { Buffer } from 'node:buffer';
import { type Context, send } from './fault-routes.js';

/** What a host answers for /robots.txt. */
export type RobotsBehaviour =
  | { readonly kind: 'text'; readonly body: string | Buffer }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'hang' }
  | { readonly kind: 'large'; readonly bytes: number; readonly head: string }
  | { readonly kind: 'redirects'; readonly times: number; readonly body: string }
  | { readonly kind: 'redirect'; readonly location: string };

export function answerRobots({ response }: Context, behaviour: RobotsBehaviour | undefined): void {
  const text = { 'content-type': 'text/plain' };
  switch (behaviour?.kind) {
    case undefined:
      return void response.writeHead(404, text).end('no such file');
    case 'text':
      send(response, text, behaviour.body);
      return;
    case 'status': {
      const { status, retryAfter } = behaviour;
      return void response
        .writeHead(status, retryAfter === undefined ? text : { ...text, 'retry-after': retryAfter })
        .end();
    }
    case 'hang':
      return;
    case 'large': {
      const bytes = Buffer.alloc(behaviour.bytes, 'Disallow: /beyond\n');
      bytes.write(behaviour.head);
      send(response, text, bytes);
      return;
    }
    case 'redirects':
      return void response.writeHead(301, { location: `/robots-hop/${behaviour.times - 1}` }).end();
    case 'redirect':
      return void response.writeHead(302, { location: behaviour.location }).end();
  }
}

export function answerRobotsHop({ response }: Context, path: string, behaviour: RobotsBehaviour | undefined): void {
  const left = Number(path.split('/')[2]);
  if (left > 0) return void response.writeHead(301, { location: `/robots-hop/${left - 1}` }).end();
  send(response, { 'content-type': 'text/plain' }, behaviour?.kind === 'redirects' ? behaviour.body : '');
}
