import { expect, test } from '@jest/globals';
import { addressPolicy } from '../../src/fetch/connect.js';

test.each<[boolean | string[] | undefined, string, boolean]>([
  [undefined, '1.1.1.1', true],
  [undefined, '2606:4700:4700::1111', true],
  [undefined, '10.0.0.1', false],
  [false, '10.0.0.1', false],
  [false, 'localhost', false],
  [true, '10.0.0.1', true],
  [true, '::1', true],
  [['10.0.0.1'], '10.0.0.1', true],
  [['10.0.0.1'], '::ffff:10.0.0.1', true],
  [['::ffff:10.0.0.1'], '10.0.0.1', true],
  [['10.0.0.1'], '10.0.0.2', false],
  [['10.0.0.1'], '1.1.1.1', true],
  [['FD00:0::0001'], 'fd00::1', true],
  [['fd00::1'], 'fd00::2', false],
  [['fe80::1%eth0'], 'fe80::1%eth0', true],
  [[], '127.0.0.1', false],
])('allowPrivate %j permits %s: %s', (allowPrivate, address, permitted) => {
  expect(addressPolicy(allowPrivate)(address)).toBe(permitted);
});
