import type { Consent } from '../../consents/index.ts';
import type { Say } from '../../i18n/index.ts';
import type { RefereePhones } from '../../referrals/index.ts';

/** Goes up by one whenever a consent sentence changes, so that a stored consent names the text that was agreed to. */
const wording = 2;

/** What a person agrees to by activating somebody's invite code. */
export function consentSentence(phones: RefereePhones, say: Say): string {
  return say(`consent.${phones}`);
}

/** What a person agrees to by signing in after following an invitation link. */
export function consentAtSignIn(phones: RefereePhones, say: Say): string {
  return say(`consent.${phones}_at_sign_in`);
}

/** The consent to be stored, given at `at` (epoch milliseconds). */
export function consentOf(phones: RefereePhones, at: number): Consent {
  return { kind: 'referrer_sees_number', version: `${phones}-${wording}`, at };
}
