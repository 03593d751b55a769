import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { anyText } from '../../test/any-text.ts';
import {
  countryOf,
  maskPhoneNumber,
  type PhoneNumber,
  parsePhoneNumber,
  type Region,
} from './phone-number.ts';

const regions = getCountries();
const region = fc.constantFrom(...regions);
const separator = fc.constantFrom(
  ' ',
  '-',
  '.',
  '(',
  ')',
  '[',
  ']',
  '\u00a0',
  '\u2011',
  '\u2013',
  '\u2212',
  '\t',
);

/** A mobile number of any country, as somebody may have it: the country's example with its last digits changed. */
const mobileNumber = fc
  .tuple(region, fc.integer({ min: 0, max: 99 }))
  .map(([country, end]) => {
    const example = getExampleNumber(country, examples)?.number ?? '+79991234567';
    return example.slice(0, -2) + String(end).padStart(2, '0');
  })
  .filter((number) => parsePhoneNumber(number, 'RU') !== undefined);

/** `text` with separators between its characters. */
function separated(text: string, separators: readonly string[]): string {
  return [...text].map((character, index) => character + (separators[index] ?? '')).join('');
}

test('a number that was read reads as itself, in whatever region', () => {
  const written = fc.oneof(mobileNumber, fc.stringMatching(/^\+?[0-9]{5,15}$/));
  fc.assert(
    fc.property(written, region, region, (text, here, elsewhere) => {
      const number = parsePhoneNumber(text, here);
      fc.pre(number !== undefined);
      assert.equal(parsePhoneNumber(number, elsewhere), number);
      assert.match(number, /^\+[1-9]\d{3,14}$/);
    }),
    { numRuns: 2000 },
  );
});

test('separators between the digits change nothing', () => {
  fc.assert(
    fc.property(mobileNumber, fc.array(separator, { maxLength: 14 }), (number, separators) => {
      assert.equal(parsePhoneNumber(separated(number, separators), 'RU'), parsePhoneNumber(number, 'RU'));
    }),
    { numRuns: 1000 },
  );
});

test('every country has a number that is read, and is its own', () => {
  for (const country of regions) {
    const example = getExampleNumber(country, examples);
    if (example === undefined) continue;
    const number = parsePhoneNumber(example.number, 'RU');
    assert.equal(number, example.number, country);
    assert.equal(parsePhoneNumber(example.formatNational(), country), example.number, `${country}, national`);
  }
});

test('a foreign digit, a letter, an extension or another sign anywhere spoils the number', () => {
  const foreign = fc.constantFrom(
    '٧',
    '７',
    '७',
    '𝟕',
    'x',
    'ext',
    ';',
    '#',
    '*',
    ',',
    '/',
    '+',
    'доб',
    'p',
    '=',
    '\0',
    '😀',
  );
  fc.assert(
    fc.property(mobileNumber, foreign, fc.nat(), (number, sign, place) => {
      const at = 1 + (place % number.length);
      assert.equal(parsePhoneNumber(number.slice(0, at) + sign + number.slice(at), 'RU'), undefined);
    }),
    { numRuns: 1000 },
  );
});

test('digits of another script are refused, even where all of them are', () => {
  for (const zero of ['٠', '۰', '०', '０', '𝟎']) {
    const start = zero.codePointAt(0) ?? 0;
    const foreign = '+79991234567'.replace(/\d/g, (digit) => String.fromCodePoint(start + Number(digit)));
    assert.equal(parsePhoneNumber(foreign, 'RU'), undefined, foreign);
  }
});

test('garbage never throws, and is either no number or one in E.164', () => {
  const garbage = fc.oneof(
    anyText(70),
    fc.string({ unit: fc.constantFrom(...'+0123456789 ()-.x;=ext\u0000\ud800'), maxLength: 70 }),
  );
  fc.assert(
    fc.property(garbage, region, (text, here) => {
      assert.match(parsePhoneNumber(text, here) ?? '+70000', /^\+[1-9]\d{3,14}$/);
    }),
    { numRuns: 3000 },
  );
});

const spellings: readonly (readonly [text: string, region: Region, number: string])[] = [
  ['8 (999) 123-45-67', 'RU', '+79991234567'],
  ['+7 999 123-45-67', 'US', '+79991234567'],
  ['7 999 123 45 67', 'RU', '+79991234567'],
  ['9991234567', 'RU', '+79991234567'],
  ['(+7) 999 123-45-67', 'US', '+79991234567'],
  ['(+7) [999] 123.45.67 ', 'RU', '+79991234567'],
  ['8\u00a0999\u00a0123\u201145\u201167', 'RU', '+79991234567'],
  [' +1 (212) 555-0123', 'RU', '+12125550123'],
  ['(212) 555-0123', 'US', '+12125550123'],
  ['020 7946 0018', 'GB', '+442079460018'],
];

for (const [text, here, number] of spellings) {
  test(`${JSON.stringify(text)} in ${here} is ${number}`, () => {
    assert.equal(parsePhoneNumber(text, here), number);
  });
}

test('a masked number shows the country code and two digits, and keeps the length', () => {
  assert.equal(maskPhoneNumber('+79991234567' as PhoneNumber), '+7********67');
  fc.assert(
    fc.property(mobileNumber, (text) => {
      const number = text as PhoneNumber;
      const masked = maskPhoneNumber(number);
      assert.match(masked, /^\+\d{1,3}\*+\d{2}$/);
      assert.equal(masked.length, number.length);
      assert.ok(masked.endsWith(number.slice(-2)));
    }),
  );
});

test('a number knows its country, and one of no country has none', () => {
  assert.equal(countryOf('+79991234567' as PhoneNumber), 'RU');
  assert.equal(countryOf('+77011234567' as PhoneNumber), 'KZ');
  assert.equal(countryOf('+80012345678' as PhoneNumber), undefined);
});
