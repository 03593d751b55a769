import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTexts } from '../i18n/index.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import { fitsOneSmsPart } from '../lib/sms-part.ts';
import { phoneChangeMessage } from './message.ts';

const numbers = ['+79991234561', '+375291234561'] as PhoneNumber[];

test('the notice of a change shows only the ends of the new number', () => {
  const say = createTexts({ defaultLocale: 'en', facts: { appName: 'Pozovi' } }).in('en');
  assert.match(phoneChangeMessage(say, '+79991234561' as PhoneNumber), /Pozovi.*\+7\*\*\*61/);
});

test('the notice of a change fits one part, whatever the name of the app', () => {
  for (const appName of ['Pozovi', 'A very long name of an app, in 40 letters', 'Очень длинное название']) {
    const texts = createTexts({ defaultLocale: 'en', facts: { appName } });
    for (const locale of texts.locales) {
      for (const number of numbers) {
        const message = phoneChangeMessage(texts.in(locale), number);
        assert.ok(fitsOneSmsPart(message), message);
      }
    }
  }
});
