import { maskPhoneNumber, parsePhoneNumber } from '../lib/phone-number.ts';
import type { AuditDetails } from './event.ts';

const phoneNumbers = /\+\d{8,15}/g;
const tokens = /\brt_[\w.-]{20,}|\beyJ[\w-]{10,}\.[\w.-]*/g;

/** The details as JSON. A phone number that slipped in is masked, a token removed. */
export function writeDetails(details: AuditDetails): string {
  return JSON.stringify(details, (_, value) => (typeof value === 'string' ? withoutSecrets(value) : value));
}

function withoutSecrets(text: string): string {
  return text.replace(tokens, '[removed]').replace(phoneNumbers, (found) => {
    // With a `+` the region does not matter. A prefix is not a whole number and stays.
    const number = parsePhoneNumber(found, 'RU');
    return number === undefined ? found : maskPhoneNumber(number);
  });
}
