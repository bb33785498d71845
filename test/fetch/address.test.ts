import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addressOfHost, isPrivateAddress } from '../../src/fetch/address.js';

describe('isPrivateAddress', () => {
  test.each([
    ['this network', '0.0.0.0'],
    ['private 10', '10.255.0.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['end of carrier-grade NAT', '100.127.255.255'],
    ['loopback', '127.0.0.1'],
    ['far loopback', '127.255.255.254'],
    ['cloud metadata', '169.254.169.254'],
    ['private 172', '172.31.255.255'],
    ['IETF assignments', '192.0.0.8'],
    ['documentation', '192.0.2.1'],
    ['private 192', '192.168.1.1'],
    ['benchmarking', '198.19.255.255'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified v6', '::'],
    ['loopback v6', '::1'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped private in hexadecimal', '::ffff:c0a8:101'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['NAT64 of a private address', '64:ff9b::10.0.0.1'],
    ['local NAT64', '64:ff9b:1::808:808'],
    ['6to4 of a private address', '2002:a00:1::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['documentation v6', '2001:db8::1'],
    ['new documentation v6', '3fff:fff::1'],
    ['unique-local', 'fd12:3456::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast v6', 'ff02::1'],
    ['discard-only', '100::1'],
    ['no address', 'example'],
    ['nothing', ''],
  ])('%s (%s)', (_, address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  test.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.1',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2001:200::1',
    '2400:3200::1',
    '2606:4700:4700::1111',
    '::ffff:1.1.1.1',
    '64:ff9b::1.1.1.1',
    '2002:101:101::1',
    '3fff:1000::1',
  ])('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  test('an IPv4 address counts the same when mapped, translated or tunnelled', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number];
        const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
        const expected = isPrivateAddress(address);
        for (const form of [`::ffff:${address}`, `::ffff:${hex}`, `64:ff9b::${address}`, `2002:${hex}::`]) {
          expect(isPrivateAddress(form)).toBe(expected);
        }
      }),
    );
  });

  test('the spelling of an IPv6 address does not matter', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
        expect(isPrivateAddress(address)).toBe(isPrivateAddress(canonical));
      }),
    );
  });
});

describe('addressOfHost sees through the forms of a URL', () => {
  test.each([
    ['http://127.0.0.1/', '127.0.0.1'],
    ['http://127.0.0.1./', '127.0.0.1'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f000001/', '127.0.0.1'],
    ['http://017700000001/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://１２７.０.０.１/', '127.0.0.1'],
    ['http://%31%32%37.0.0.1/', '127.0.0.1'],
    ['http://[::1]/', '::1'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['http://news.partner.example/', null],
    ['http://127.0.0.1.partner.example/', null],
  ])('%s → %s', (url, address) => {
    expect(addressOfHost(new URL(url).hostname)).toBe(address);
  });
});
