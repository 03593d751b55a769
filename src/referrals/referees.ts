import { Type } from 'typebox';
import { nullable, timestamp } from '../http/index.ts';
import { toTimestamp } from '../lib/clock.ts';
import { maskPhoneNumber } from '../lib/phone-number.ts';
import type { Referee } from './referral.ts';

/** How the phone numbers of invited people are shown. */
export type RefereePhones = 'full' | 'masked';

/** An invited person in an answer. */
export const refereeView = Type.Object(
  {
    phone_number: nullable(
      Type.String({
        description:
          'In E.164, or masked to the country code and the last two digits (REFEREE_PHONES). Null once that account has ended.',
        examples: ['+79991234567', '+7********67'],
      }),
    ),
    name: nullable(Type.String()),
    activated_at: timestamp(),
  },
  { title: 'InvitedUser', description: 'A person who activated the invite code of this account.' },
);

export function viewReferee({ phoneNumber, name, activatedAt }: Referee, phones: RefereePhones) {
  return {
    phone_number: phoneNumber !== null && phones === 'masked' ? maskPhoneNumber(phoneNumber) : phoneNumber,
    name,
    activated_at: toTimestamp(activatedAt),
  };
}
