import type { Consent } from '../../consents/index.ts';
import type { Say } from '../../i18n/index.ts';
import type { RefereePhones } from '../../referrals/index.ts';

/** Goes up by one with every change of a sentence above: what was agreed to must be told from what is asked now. */
const wording = 1;

/** What a person agrees to by activating somebody's invite code. */
export function consentSentence(phones: RefereePhones, say: Say): string {
  return say(`consent.${phones}`);
}

/** The same for one who signs in by a link with that code. */
export function consentAtSignIn(phones: RefereePhones, say: Say): string {
  return say(`consent.${phones}_at_sign_in`);
}

/** The consent that is kept when they did, at `at` (epoch milliseconds). */
export function consentOf(phones: RefereePhones, at: number): Consent {
  return { kind: 'referrer_sees_number', version: `${phones}-${wording}`, at };
}
