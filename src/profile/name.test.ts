import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../http/index.ts';
import { toName } from './name.ts';

const faultOf = (text: string) => {
  try {
    toName(text);
  } catch (error) {
    if (error instanceof Problem) return error.errors?.[0]?.code;
    throw error;
  }
  return undefined;
};

test('a name is trimmed and kept in one spelling, and null clears it', () => {
  assert.equal(toName('  Анна\u00a0'), 'Анна');
  assert.equal(toName('e\u0301'), '\u00e9');
  assert.equal(toName('Ж'.repeat(80)), 'Ж'.repeat(80));
  assert.equal(toName('👩‍🚀'), '👩‍🚀');
  assert.equal(toName(null), null);
});

test('a name that shows nothing, is too long or deceives is refused', () => {
  assert.deepEqual(['', '  ', '\u200b', '\u2060\u200d'].map(faultOf), Array(4).fill('too_short'));
  assert.equal(faultOf('Ж'.repeat(81)), 'too_long');
  assert.deepEqual(['a\nb', 'a\u202eb', 'a\u0000b', 'a\u2028b'].map(faultOf), Array(4).fill('wrong_form'));
});
