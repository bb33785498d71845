/**
 * The parts of undici the client is made of, each loaded by itself: the package's entrance loads all there is (fetch,
 * WebSocket, caches, mocks, proxies), which costs a program that checks one page three times as much. The version is
 * pinned, and the package has no list of exports that would keep its files for itself.
 */
import { createRequire } from 'node:module';
import type * as undici from 'undici';

// `import` would have Node look through the files for names they export.
const require = createRequire(import.meta.url);

export const Agent = require('undici/lib/dispatcher/agent.js') as typeof undici.Agent;
export const Client = require('undici/lib/dispatcher/client.js') as typeof undici.Client;
export const Pool = require('undici/lib/dispatcher/pool.js') as typeof undici.Pool;
export const buildConnector = require('undici/lib/core/connect.js') as typeof undici.buildConnector;
