import type { Say } from '../i18n/index.ts';
import { maskPhoneNumber, type PhoneNumber } from '../lib/phone-number.ts';
import { fitsOneSmsPart } from '../lib/sms-part.ts';

/** Tells the old number that its account has a new one, so that the owner notices a change that someone else made. */
export function phoneChangeMessage(say: Say, newNumber: PhoneNumber): string {
  const number = maskPhoneNumber(newNumber).replace(/\*+/, '***');
  const named = say('sms.phone_changed', { number });
  return fitsOneSmsPart(named) ? named : say('sms.phone_changed_short', { number });
}
