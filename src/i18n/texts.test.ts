import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { sourceFiles } from '../../test/source.ts';
import { builtInCatalogues, createTexts, type TextKey } from './index.ts';

const catalogues = builtInCatalogues();
const english = catalogues.get('en') ?? {};

/** The names of the places in a sentence, through all its plural forms. */
function placesOf(text: string): string[] {
  const names = new Set<string>();
  const collect = (elements: readonly object[]): void => {
    for (const element of elements) {
      if ('value' in element && 'type' in element && element.type !== 0) names.add(String(element.value));
      if ('options' in element) {
        for (const option of Object.values(element.options as object)) collect(option.value);
      }
    }
  };
  collect(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

test('every language has every sentence, with the same places for values', () => {
  for (const [locale, catalogue] of catalogues) {
    assert.deepEqual(Object.keys(catalogue).sort(), Object.keys(english).sort(), locale);
    for (const [key, text] of Object.entries(catalogue)) {
      assert.ok(text.trim() !== '', `${locale}: ${key} is empty`);
      assert.deepEqual(placesOf(text), placesOf(english[key] ?? ''), `${locale}: ${key}`);
    }
  }
});

test('every sentence is used in the program', () => {
  const code = sourceFiles('src')
    .filter(({ isTest }) => !isTest)
    .map((file) => file.code)
    .join('\n');
  const families = [...code.matchAll(/`([a-z_.]+[._])\$\{[^`]*`/g)].map(([, family = '']) => family);
  const unused = Object.keys(english).filter(
    (key) => !code.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)),
  );
  assert.deepEqual(unused, []);
});

test('a sentence takes its values, and in parts also markup', () => {
  const say = createTexts({ defaultLocale: 'en', facts: { appName: 'Pozovi' } }).in('en');
  assert.match(say('sms.sign_in_code', { code: '0428' }), /0428/);
  const markup = { text: '<b>0428</b>' };
  assert.ok(say.parts('sms.sign_in_code', { code: markup }).includes(markup));
});

test('an unknown language falls back to the default one', () => {
  const texts = createTexts({ defaultLocale: 'ru' });
  const key: TextKey = 'language.name';
  assert.equal(texts.in('de')(key), texts.in('ru')(key));
});
