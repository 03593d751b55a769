import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { networkOf } from './network.ts';

const lengths = { ipv4: 24, ipv6: 48 };

for (const [address, network] of [
  ['203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['::1', '::/48'],
  ['nonsense', 'unknown'],
  ['', 'unknown'],
] as const) {
  test(`the network of ${JSON.stringify(address)} is ${network}`, () => {
    assert.equal(networkOf(address, lengths), network);
  });
}

test('a prefix may end within a byte', () => {
  assert.equal(networkOf('203.0.113.77', { ipv4: 26, ipv6: 64 }), '203.0.113.64/26');
  assert.equal(networkOf('203.0.113.77', { ipv4: 32, ipv6: 64 }), '203.0.113.77/32');
  assert.equal(networkOf('2001:db8:1:2ff:3:4:5:6', { ipv4: 32, ipv6: 60 }), '2001:db8:1:2f0::/60');
});

test('two addresses share a network exactly when their leading bits are alike', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), (first, second) => {
      const head = (address: string) => address.split('.').slice(0, 3).map(Number).join('.');
      assert.equal(networkOf(first, lengths) === networkOf(second, lengths), head(first) === head(second));
    }),
  );
});

test('garbage never throws', () => {
  fc.assert(
    fc.property(fc.oneof(anyText(20), fc.ipV6(), fc.ipV4Extended()), (address) => {
      assert.match(networkOf(address, lengths), /^([0-9a-f.:]+\/\d+|unknown)$/);
    }),
  );
});
