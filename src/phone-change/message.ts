import type { Say } from '../i18n/index.ts';
import { maskPhoneNumber, type PhoneNumber } from '../lib/phone-number.ts';

/** Tells the old number that its account has left, so that the owner notices a change that somebody else made. */
export function phoneChangeMessage(say: Say, newNumber: PhoneNumber): string {
  return say('sms.phone_changed', { number: maskPhoneNumber(newNumber) });
}
