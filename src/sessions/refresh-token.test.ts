import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { newId } from '../lib/id.ts';
import { secureRandom } from '../lib/random.ts';
import { deriveRefreshToken, isRefreshToken, parseRefreshToken } from './refresh-token.ts';

const key = Buffer.alloc(32, 1);
const sessionId = newId('ses', { now: () => 1 }, secureRandom);
const salt = 'a salt';
const number = fc.integer({ min: 1, max: 9_999_999_999 });

test('a token tells its name, and is genuine', () => {
  fc.assert(
    fc.property(number, (count) => {
      const name = { sessionId, number: count };
      const token = deriveRefreshToken(key, name, salt);
      assert.deepEqual(parseRefreshToken(token), name);
      assert.ok(isRefreshToken(token, key, name, salt));
      assert.match(token, /^[\w.-]{1,200}$/);
    }),
  );
});

test('a token of another key, session, number or salt is not genuine', () => {
  const name = { sessionId, number: 2 };
  const others = [
    deriveRefreshToken(Buffer.alloc(32, 2), name, salt),
    deriveRefreshToken(key, { ...name, sessionId: newId('ses', { now: () => 1 }, secureRandom) }, salt),
    deriveRefreshToken(key, { ...name, number: 3 }, salt),
    deriveRefreshToken(key, name, 'another salt'),
  ];
  for (const token of others) assert.equal(isRefreshToken(token, key, name, salt), false, token);
});

test('a token with any character changed, left out or added is not genuine', () => {
  const name = { sessionId, number: 2 };
  const token = deriveRefreshToken(key, name, salt);
  for (let place = 0; place < token.length; place += 1) {
    const [before, after] = [token.slice(0, place), token.slice(place + 1)];
    for (const changed of [before + after, `${before}_${after}`, `${before}0${token[place]}${after}`]) {
      if (changed !== token) assert.equal(isRefreshToken(changed, key, name, salt), false, changed);
    }
  }
});

test('garbage never throws, and has no name', () => {
  const garbage = fc.oneof(
    anyText(100),
    fc.stringMatching(/^rt_[0-9a-f]{32}\.0\d*\.[\w-]{43}$/),
    fc.stringMatching(/^rt_[0-9a-f]{31}\.1\.[\w-]{43}$/),
    fc.stringMatching(/^rt_[0-9a-f]{32}\.1\.[\w-]{43}[\n =]$/),
  );
  fc.assert(fc.property(garbage, (text) => assert.equal(parseRefreshToken(text), undefined)));
});
