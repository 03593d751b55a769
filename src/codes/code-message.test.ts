import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTexts } from '../i18n/index.ts';
import { newId } from '../lib/id.ts';
import { secureRandom } from '../lib/random.ts';
import { fitsOneSmsPart } from '../lib/sms-part.ts';
import { codeMessage } from './code-message.ts';

const change = `phone_change:${newId('usr', { now: () => 1 }, secureRandom)}` as const;
const purposes = ['sign_in', change] as const;
const textsFor = (appName: string) => createTexts({ defaultLocale: 'en', facts: { appName } });
const texts = textsFor('Pozovi');

test('the last line binds the code to the host (WICG, Origin-bound one-time codes)', () => {
  for (const locale of texts.locales) {
    for (const purpose of purposes) {
      const message = codeMessage(texts.in(locale), '0428', 'https://id.example.org:8443', purpose);
      const lines = message.split('\n');
      assert.equal(lines.at(-1), '@id.example.org #0428');
      assert.equal(lines.at(-2), '', 'an empty line sets it apart');
    }
  }
});

test('a message names the app and fits one part, with an app name and a host of usual length', () => {
  for (const [locale, appName] of [
    ['en', 'Pozovi'],
    ['ru', 'Pozovi'],
    ['ru', 'Моё место'],
  ] as const) {
    for (const purpose of purposes) {
      const message = codeMessage(textsFor(appName).in(locale), '123456', 'https://id.example.org', purpose);
      assert.ok(message.includes(appName), message);
      assert.ok(fitsOneSmsPart(message), message);
    }
  }
});

test('a long app name costs no second part: the message does without it', () => {
  const appName = 'A very long name of an app, in 40 letters';
  for (const locale of texts.locales) {
    for (const purpose of purposes) {
      const message = codeMessage(textsFor(appName).in(locale), '0428', 'https://id.example.org', purpose);
      assert.ok(fitsOneSmsPart(message), message);
      assert.match(message, /^0428 .*\n\n@id\.example\.org #0428$/);
    }
  }
});

test('a message begins with the code, and one for a change of number says so', () => {
  for (const locale of texts.locales) {
    const signIn = codeMessage(texts.in(locale), '0428', 'https://id.example.org', 'sign_in');
    const phoneChange = codeMessage(texts.in(locale), '0428', 'https://id.example.org', change);
    for (const message of [signIn, phoneChange]) assert.match(message, /^0428 /);
    assert.match(phoneChange, /number|номера/);
    assert.doesNotMatch(signIn, /number|номера/);
  }
});

test('a message about a change names no account', () => {
  assert.doesNotMatch(codeMessage(texts.in('en'), '0428', 'https://id.example.org', change), /usr_/);
});
