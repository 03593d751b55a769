import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTexts } from '../i18n/index.ts';
import { newId } from '../lib/id.ts';
import { secureRandom } from '../lib/random.ts';
import { codeMessage } from './code-message.ts';

const texts = createTexts({ defaultLocale: 'en' });
const change = `phone_change:${newId('usr', { now: () => 1 }, secureRandom)}` as const;

test('the last line binds the code to the host (WICG, Origin-bound one-time codes)', () => {
  for (const locale of texts.locales) {
    for (const purpose of ['sign_in', change] as const) {
      const message = codeMessage(texts.in(locale), '0428', 'https://id.example.org:8443', purpose);
      const lines = message.split('\n');
      assert.equal(lines.at(-1), '@id.example.org #0428');
      assert.equal(lines.at(-2), '', 'an empty line sets it apart');
    }
  }
});

test('a message fits into one part: 160 septets in English, 70 characters in Russian with a short host', () => {
  for (const purpose of ['sign_in', change] as const) {
    const english = codeMessage(texts.in('en'), '12345678', 'https://id.example.org', purpose);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what GSM-7 holds of these texts
    assert.match(english, /^[\x00-\x7f]{1,160}$/);
    assert.ok(codeMessage(texts.in('ru'), '123456', 'https://id.ex.ru', purpose).length <= 70);
  }
});

test('a message for a change of number says so, and both warn not to tell the code', () => {
  for (const locale of texts.locales) {
    const signIn = codeMessage(texts.in(locale), '0428', 'https://id.example.org', 'sign_in');
    const phoneChange = codeMessage(texts.in(locale), '0428', 'https://id.example.org', change);
    assert.notEqual(signIn, phoneChange);
    for (const text of [signIn, phoneChange]) assert.match(text, /nobody|Никому/);
    assert.match(phoneChange, /number|номера/);
  }
});

test('a message about a change names no account', () => {
  assert.doesNotMatch(codeMessage(texts.in('en'), '0428', 'https://id.example.org', change), /usr_/);
});
