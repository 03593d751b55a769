import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditEvent } from '../audit/index.ts';
import { createTexts } from '../i18n/index.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import { type NumberFindings, whyJson } from './why-json.ts';
import { whyText } from './why-text.ts';

const texts = createTexts({ defaultLocale: 'en' });
const now = Date.UTC(2026, 0, 2);
const quiet: NumberFindings = {
  phoneNumber: '+79991234567' as PhoneNumber,
  now,
  defences: { failureScore: 0, penaltiesUntil: [] },
  sending: { sentAt: [], next: { at: 0, rule: 'resend_too_soon' }, liveCodes: [] },
  refusals: [],
};
const place = { engine: 'sqlite', place: '/srv/data/pozovi.db' } as const;
const refusalOf = (rule: string) =>
  ({ at: now, kind: 'refused', rule, details: { value: 7 } }) as unknown as AuditEvent;

const rules = [
  'resend_too_soon',
  'too_many_codes',
  'received_codes',
  'sends_per_address_600s',
  'verifies_per_address_600s',
  'escalation',
  'disabled',
  'number_type',
  'allowed_countries',
  'address_countries_day',
  'country_unverified_hour',
  'prefix_unverified_day',
  'budget_total_money',
];

test('a number that nothing counts against is said to be free in both languages', () => {
  assert.match(whyText(quiet, texts.in('en')), /Nothing was refused.*the next code can be sent: now/s);
  assert.match(whyText(quiet, texts.in('ru')), /ни в чём не отказано.*сейчас/s);
});

test('the lengths of codes are those of the defence', () => {
  assert.match(whyText(quiet, texts.in('en')), /6 digits from 3 on, 8 digits from 10 on/);
  assert.match(whyText(quiet, texts.in('ru')), /с 3 — 6, с 10 — 8/);
});

for (const locale of texts.locales) {
  test(`every rule that refuses is explained in ${locale}, with its inputs`, () => {
    for (const rule of rules) {
      assert.match(
        whyText({ ...quiet, refusals: [refusalOf(rule)] }, texts.in(locale)),
        new RegExp(`Z {2}[\\da-zа-я].+\\(${rule}, value=7\\)`),
      );
    }
  });
}

test('the JSON names its fields as the documents promise, and masks the number', () => {
  const later = { ...quiet.sending, next: { at: now + 1000, rule: 'too_many_codes' as const } };
  const findings = { ...quiet, sending: later, refusals: [refusalOf('escalation')] };
  assert.deepEqual(whyJson(findings, place, texts.in('en')), {
    phone_number: '+7********67',
    database: place,
    at: '2026-01-02T00:00:00.000Z',
    refusals: [
      {
        at: '2026-01-02T00:00:00.000Z',
        kind: 'refused',
        rule: 'escalation',
        meaning: 'one address entered wrong codes for this number and has to wait',
        details: { value: 7 },
      },
    ],
    codes_sent: 0,
    next_code_at: '2026-01-02T00:00:01.000Z',
    next_code_rule: 'too_many_codes',
    live_codes: 0,
    failure_score: 0,
    penalties_until: [],
  });
  assert.equal(whyJson(quiet, place, texts.in('en')).next_code_rule, null);
});
