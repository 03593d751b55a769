import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { plainText } from './plain-text.ts';

test('the digits of every script become 0 to 9, in their order', () => {
  for (const zero of ['0', '٠', '۰', '०', '০', '๐', '０', '𝟎', '𝟘', '𝟶', '𞥐']) {
    const start = zero.codePointAt(0) ?? 0;
    const digits = Array.from({ length: 10 }, (_, value) => String.fromCodePoint(start + value)).join('');
    assert.equal(plainText(digits), '0123456789', zero);
  }
});

test('what shows nothing is dropped', () => {
  for (const mark of [
    '\u202a',
    '\u202c',
    '\u2068',
    '\u2069',
    '\u200e',
    '\u200b',
    '\u2060',
    '\u00ad',
    '\ufeff',
    '\ufe0f',
  ]) {
    assert.equal(plainText(`${mark}+7${mark}999${mark}`), '+7999', mark);
  }
});

test('plain text stays as it is, and garbage never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => assert.equal(plainText(text), text)),
  );
  fc.assert(fc.property(anyText(200), (text) => assert.equal(plainText(plainText(text)), plainText(text))));
});
