import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { parseTypedCode } from './typed-code.ts';

const read: readonly (readonly [text: string, code: string])[] = [
  ['0428', '0428'],
  [' 89 18 ', '8918'],
  ['6 8 0 9', '6809'],
  ['49-34', '4934'],
  ['68.35', '6835'],
  ['8603.', '8603'],
  ['12–91', '1291'],
  ['12\u201191', '1291'],
  ['12\u202f91', '1291'],
  ['1234 5678', '12345678'],
  ['#5137', '5137'],
  ['код 5306', '5306'],
  ['Code: 5306.', '5306'],
  ['\u200e1776', '1776'],
  ['17\u200b76', '1776'],
  ['４８１７', '4817'],
  ['٤٨١٧', '4817'],
  ['Ваш код: 3639. Никому его не сообщайте.', '3639'],
  ['Код 1234, действует 5 минут', '1234'],
  ['123 456 is your code', '123456'],
  ['4817 — код для входа в Pozovi.\n\n@id.example.org #4817', '4817'],
  ['Позвоните 88005553535, код 1111 не нужен\n\n@id.example.org #4817', '4817'],
  ['@127.0.0.1 #3979', '3979'],
  ['4334071776 — код для входа.  @app2024.localhost #4334071776', '4334071776'],
  ['1234 9999 @id.example #1234', '1234'],
  ['1234 1234', '1234'],
  ['1 1 1 1', '1111'],
  [' 12 - 12\u00a0', '1212'],
  ['77 77', '7777'],
];

for (const [text, code] of read) {
  test(`${JSON.stringify(text)} is the code ${code}`, () => assert.equal(parseTypedCode(text), code));
}

test('a code in groups is that code, wherever it is split and whatever stands between', () => {
  const between = fc.constantFrom(' ', '-', ' - ', '.', '\u2013', '\u00a0', '\u202f', '\u200b');
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{4,6}$/), between, fc.nat(), (code, sign, place) => {
      const at = 1 + (place % (code.length - 1));
      assert.equal(parseTypedCode(` ${code.slice(0, at)}${sign}${code.slice(at)} `), code);
    }),
    { numRuns: 3000 },
  );
});

test('where there is no code, or more than one, none is read', () => {
  for (const text of ['', '12', 'abcd', '12345678901', 'код 1234 или 5678', '1234, 5678', '12:34']) {
    assert.equal(parseTypedCode(text), undefined, text);
  }
});

test('a code is read from any sentence that holds no other digits, and garbage never throws', () => {
  const word = fc.stringMatching(/^[a-zа-я .,:!]{0,20}$/);
  fc.assert(
    fc.property(word, fc.stringMatching(/^[0-9]{4,10}$/), word, (before, code, after) => {
      assert.equal(parseTypedCode(`${before} ${code} ${after}`), code);
    }),
  );
  fc.assert(
    fc.property(anyText(300), (text) => assert.match(parseTypedCode(text) ?? '0000', /^[0-9]{4,10}$/)),
  );
});
