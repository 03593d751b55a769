import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { chosenLocale, type Locale, negotiateLocale } from './locale.ts';

const locales = ['ru', 'en'];
const fallback = fc.constantFrom(...locales);
const other = (locale: Locale): Locale => (locale === 'ru' ? 'en' : 'ru');

test('a header that names none of our languages, or refuses them, leaves the default', () => {
  const foreign = fc.constantFrom(
    'de',
    'fr-CH',
    '*',
    'e',
    'eng',
    'russian',
    'x-ru',
    'ru;q=0',
    'en;q=0.000',
    '',
  );
  fc.assert(
    fc.property(fc.array(foreign), fallback, (ranges, standard) => {
      assert.equal(negotiateLocale(ranges.join(', '), locales, standard), standard);
    }),
  );
  assert.equal(negotiateLocale(undefined, locales, 'en'), 'en');
});

test('the heavier of our languages wins, in whatever order they stand', () => {
  const weight = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
  fc.assert(
    fc.property(weight, weight, fallback, fc.boolean(), (ru, en, standard, isRuFirst) => {
      fc.pre(ru !== en);
      const ranges = [`ru-RU;q=${ru}`, `en ; q=${en}`];
      const header = (isRuFirst ? ranges : ranges.reverse()).join(',');
      assert.equal(negotiateLocale(header, locales, standard), ru > en ? 'ru' : 'en');
    }),
  );
});

test('of two languages that weigh the same the first wins', () => {
  for (const first of locales) {
    assert.equal(negotiateLocale(`${first},${other(first)}`, locales, other(first)), first);
  }
});

test('an invalid weight counts for nothing', () => {
  for (const weight of ['2', '-1', '1.5', '0.1234', 'Infinity', '0x1', '1e1', '', 'high', ' 1']) {
    assert.equal(negotiateLocale(`en;q=${weight}, ru;q=0.1`, locales, 'en'), 'ru', weight);
  }
});

test('garbage never throws, and gives one of our languages', () => {
  fc.assert(
    fc.property(anyText(300), fallback, (header, standard) => {
      assert.ok(locales.includes(negotiateLocale(header, locales, standard)));
      assert.ok([undefined, ...locales].includes(chosenLocale(header, locales)));
    }),
  );
});

test('only the beginning of a long header counts', () => {
  assert.equal(negotiateLocale(`${'a,'.repeat(8000)}en`, locales, 'ru'), 'ru');
});
