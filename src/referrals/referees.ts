import { Type } from 'typebox';
import { nullable, timestamp } from '../http/index.ts';
import { toTimestamp } from '../lib/clock.ts';
import { maskPhoneNumber } from '../lib/phone-number.ts';
import type { Referee } from './referral.ts';

/** How the phone numbers of invited people are shown. */
export type RefereePhones = 'full' | 'masked';

/** An invited person in an answer. */
export const refereeView = Type.Object({
  phone_number: nullable(Type.String({ description: 'Null once that account has ended.' })),
  name: nullable(Type.String()),
  activated_at: timestamp(),
});

export function viewReferee({ phoneNumber, name, activatedAt }: Referee, phones: RefereePhones) {
  return {
    phone_number: phoneNumber !== null && phones === 'masked' ? maskPhoneNumber(phoneNumber) : phoneNumber,
    name,
    activated_at: toTimestamp(activatedAt),
  };
}
