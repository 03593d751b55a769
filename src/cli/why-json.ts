import type { AuditEvent } from '../audit/index.ts';
import type { SendingReport } from '../codes/index.ts';
import type { Place } from '../db/index.ts';
import type { NumberReport } from '../defence/index.ts';
import type { Say } from '../i18n/index.ts';
import { toTimestamp } from '../lib/clock.ts';
import { maskPhoneNumber, type PhoneNumber } from '../lib/phone-number.ts';
import { describeRule } from './refusal-rules.ts';

/** What is known of a number. */
export interface NumberFindings {
  readonly phoneNumber: PhoneNumber;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly defences: NumberReport;
  readonly sending: SendingReport;
  /** Newest first. */
  readonly refusals: readonly AuditEvent[];
}

/** The answer to `why --json`. Its field names are a promise: docs/operations.md. */
export function whyJson(
  { phoneNumber, now, defences, sending, refusals }: NumberFindings,
  place: Place,
  say: Say,
) {
  const isLater = sending.next.at > now;
  return {
    phone_number: maskPhoneNumber(phoneNumber),
    database: place,
    at: toTimestamp(now),
    refusals: refusals.map(({ at, kind, rule, details }) => ({
      at: toTimestamp(at),
      kind,
      rule,
      meaning: describeRule(rule, say) ?? null,
      details: details ?? {},
    })),
    codes_sent: sending.sentAt.length,
    next_code_at: toTimestamp(isLater ? sending.next.at : now),
    next_code_rule: isLater ? sending.next.rule : null,
    live_codes: sending.liveCodes.length,
    failure_score: defences.failureScore,
    penalties_until: defences.penaltiesUntil.map(toTimestamp),
  };
}
