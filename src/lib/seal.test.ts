import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { secureRandom } from './random.ts';
import { seal, unseal } from './seal.ts';

const key = Buffer.alloc(32, 1);

test('what was sealed opens with the same key and context', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
      assert.equal(unseal(key, context, seal(key, context, text, secureRandom)), text);
    }),
  );
});

test('what was sealed opens with no other key or context, nor with a byte changed or missing', () => {
  const sealed = seal(key, 'here', 'the text', secureRandom);
  assert.throws(() => unseal(Buffer.alloc(32, 2), 'here', sealed));
  assert.throws(() => unseal(key, 'there', sealed));
  const bytes = Buffer.from(sealed, 'base64url');
  for (let place = 0; place < bytes.length; place += 1) {
    const changed = Buffer.from(bytes);
    changed[place] = changed[place]! ^ 1;
    assert.throws(() => unseal(key, 'here', changed.toString('base64url')), `byte ${place} changed`);
    assert.throws(
      () => unseal(key, 'here', bytes.subarray(0, place).toString('base64url')),
      `${place} bytes`,
    );
  }
});

test('the same text is sealed differently each time', () => {
  const sealings = Array.from({ length: 100 }, () => seal(key, 'here', 'the text', secureRandom));
  assert.equal(new Set(sealings).size, 100);
});
