import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { type AccountId, type ChallengeId, newId } from '../lib/id.ts';
import { hashForSends } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import { secureRandom } from '../lib/random.ts';
import { deriveKey } from '../lib/secret-keys.ts';
import { type CodeBinding, drawCode, hashCode, isCode } from './confirmation-code.ts';

const key = deriveKey(Buffer.alloc(32, 1), 'codes');
const otherKey = deriveKey(Buffer.alloc(32, 2), 'codes');
const challengeId = newId('chl', { now: () => 1 }, secureRandom);
const phoneNumber = '+79991234567' as PhoneNumber;
const binding: CodeBinding = { challengeId, purpose: 'sign_in', phoneNumber };
const code = fc.stringMatching(/^\d{4,10}$/);

test('a drawn code has the requested digits, each about equally often in every place', () => {
  const counts = Array.from({ length: 4 }, () => Array.from({ length: 10 }, () => 0));
  for (let draw = 0; draw < 10_000; draw += 1) {
    const drawn = drawCode(4, secureRandom);
    assert.match(drawn, /^\d{4}$/);
    for (const [place, digit] of [...drawn].entries()) counts[place]![Number(digit)]! += 1;
  }
  // 1000 each are expected, with a standard deviation of 30.
  for (const count of counts.flat()) assert.ok(count > 780 && count < 1220, String(counts));
  for (const length of [4, 6, 8, 10]) assert.equal(drawCode(length, secureRandom).length, length);
});

test('a code is right for its hash, and no other code is', () => {
  fc.assert(
    fc.property(code, code, (sent, guessed) => {
      assert.equal(isCode(key, binding, guessed, hashCode(key, binding, sent)), guessed === sent);
    }),
  );
});

test('a code is right for nothing that it was not bound to', () => {
  const account = newId('usr', { now: () => 1 }, secureRandom);
  const others: readonly CodeBinding[] = [
    { ...binding, challengeId: newId('chl', { now: () => 1 }, secureRandom) },
    { ...binding, purpose: `phone_change:${account}` },
    { ...binding, phoneNumber: '+79991234568' as PhoneNumber },
  ];
  for (const other of others) {
    assert.equal(isCode(key, other, '0428', hashCode(key, binding, '0428')), false, JSON.stringify(other));
    assert.equal(isCode(key, binding, '0428', hashCode(key, other, '0428')), false, JSON.stringify(other));
  }
  assert.equal(isCode(otherKey, binding, '0428', hashCode(key, binding, '0428')), false);
});

test('nothing can be moved from one part of the binding to the next', () => {
  const split: CodeBinding = {
    ...binding,
    challengeId: `${challengeId}\nsign_in` as ChallengeId,
    purpose: 'phone_change:x' as `phone_change:${AccountId}`,
  };
  assert.notEqual(hashCode(key, split, '0428'), hashCode(key, binding, '0428'));
});

test('a hash of any other form is wrong, and never throws', () => {
  fc.assert(
    fc.property(anyText(60), (hash) => {
      assert.equal(isCode(key, binding, '0428', hash), false);
    }),
  );
});

test('a hash holds neither the code nor the number, and is no use without the key', () => {
  const hash = hashCode(key, binding, '0428');
  assert.match(hash, /^[\w-]{43}$/);
  assert.notEqual(hashCode(otherKey, binding, '0428'), hash);
  assert.notEqual(hashForSends(otherKey, phoneNumber), hashForSends(key, phoneNumber));
  assert.equal(hashForSends(key, phoneNumber), hashForSends(key, phoneNumber));
});
