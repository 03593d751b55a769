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
  readPhoneNumber,
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

test('a letter, an extension or another sign anywhere spoils the number', () => {
  const foreign = fc.constantFrom('x', 'ext', ';', '#', '*', ',', '+', 'доб', 'p', '=', '\0', '😀');
  fc.assert(
    fc.property(mobileNumber, foreign, fc.nat(), (number, sign, place) => {
      const at = 1 + (place % (number.length - 1));
      assert.equal(parsePhoneNumber(number.slice(0, at) + sign + number.slice(at), 'RU'), undefined);
    }),
    { numRuns: 1000 },
  );
});

test('invisible marks anywhere, and digits of another script, change nothing', () => {
  const mark = fc.constantFrom(
    '\u202a',
    '\u202c',
    '\u202d',
    '\u2066',
    '\u2068',
    '\u2069',
    '\u200e',
    '\u200f',
    '\u200b',
    '\u2060',
    '\u00ad',
    '\ufe0f',
    '\ufeff',
  );
  fc.assert(
    fc.property(mobileNumber, mark, fc.nat(), (number, sign, place) => {
      const at = place % (number.length + 1);
      assert.equal(parsePhoneNumber(number.slice(0, at) + sign + number.slice(at), 'RU'), number);
    }),
    { numRuns: 1000 },
  );
  for (const zero of ['٠', '۰', '०', '０', '𝟎']) {
    const start = zero.codePointAt(0) ?? 0;
    const foreign = '+79991234567'.replace(/\d/g, (digit) => String.fromCodePoint(start + Number(digit)));
    assert.equal(parsePhoneNumber(foreign, 'RU'), '+79991234567', foreign);
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
  ['442079460018', 'GB', '+442079460018'],
  ['tel:+7-999-123-45-67', 'US', '+79991234567'],
  ['TEL: +7 999 123 45 67', 'US', '+79991234567'],
  ['030/123456', 'DE', '+4930123456'],
  ['+7 999 123-45-67,', 'RU', '+79991234567'],
  ['\u202a+7 999 111-00-02\u202c', 'RU', '+79991110002'],
  ['８（９９９）１２３－４５－６７', 'RU', '+79991234567'],
];

for (const [text, here, number] of spellings) {
  test(`${JSON.stringify(text)} in ${here} is ${number}`, () => {
    assert.equal(parsePhoneNumber(text, here), number);
  });
}

const suggested: readonly (readonly [text: string, region: Region, suggestions: readonly string[]])[] = [
  ['375291234567', 'RU', ['+375291234567']],
  ['998 90 123 45 67', 'RU', ['+998901234567']],
  ['14155552671', 'RU', ['+14155552671']],
  ['447911123456', 'RU', ['+447911123456']],
  ['00375291234567', 'RU', ['+375291234567']],
  ['79991234567', 'US', ['+79991234567']],
  ['8 495 123-45-67', 'RU', ['+84951234567', '+74951234567']],
];

for (const [text, here, numbers] of suggested) {
  test(`${text} in ${here} is not read as a number abroad, only suggested`, () => {
    assert.deepEqual(readPhoneNumber(text, here), { suggestions: numbers });
  });
}

test('what no phone can have has no suggestion', () => {
  for (const text of [
    '123',
    '+7999',
    '99999999999999',
    '+7 999 123-45-67 доб. 12',
    '+79991234567;ext=5',
    '',
  ]) {
    assert.deepEqual(readPhoneNumber(text, 'RU'), { suggestions: [] }, text);
  }
});

test('a suggestion is a number that is read as itself', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{5,15}$/), region, (text, here) => {
      const read = readPhoneNumber(text, here);
      for (const number of read.number === undefined ? read.suggestions : []) {
        assert.equal(parsePhoneNumber(number, here), number);
      }
    }),
    { numRuns: 2000 },
  );
});

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
