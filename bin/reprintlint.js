#!/usr/bin/env node
// CommonJS, by the package.json beside it: the loader of ES modules starts libuv's thread pool, and what is set after
// that does not count.

// Names are looked up (getaddrinfo) on half of the pool's threads at most: with the usual 4, two names whose servers
// do not answer stop all others. 128 let each of a batch's 64 requests look one up. Other commands ask for a few pages;
// starting the threads would cost them more than it brings.
if (process.argv[2] === 'batch') process.env.UV_THREADPOOL_SIZE ??= '128';

import('../dist/bundle/main.js').then(async ({ main }) => {
  process.exitCode = await main(process.argv.slice(2));
});
