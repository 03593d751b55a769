import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditEvent } from '../audit/index.ts';
import { explain } from './why-text.ts';

const now = Date.UTC(2026, 0, 2);
const quiet = {
  now,
  defences: { failureScore: 0, penaltiesUntil: [] },
  sending: { sentAt: [], next: { at: 0, rule: 'resend_too_soon' }, liveCodes: [] },
  refusals: [],
} as const;

test('a number that nothing counts against is said to be free in both languages', () => {
  assert.match(explain(quiet, 'en'), /Nothing was refused.*the next code may go: at once/s);
  assert.match(explain(quiet, 'ru'), /ни в чём не отказано.*сразу/s);
});

test('every rule that refuses is told in words, with its inputs', () => {
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
  for (const rule of rules) {
    const refusal = { at: now, kind: 'refused', rule, details: { value: 7 } } as unknown as AuditEvent;
    assert.match(
      explain({ ...quiet, refusals: [refusal] }, 'en'),
      new RegExp(`Z {2}[a-z].+\\(${rule}, value=7\\)`),
    );
  }
});
