import { maskPhoneNumber, parsePhoneNumber } from '../lib/phone-number.ts';
import type { AuditDetails } from './event.ts';

const phoneNumbers = /\+\d{8,15}/g;
const tokens = /\brt_[\w.-]{20,}|\beyJ[\w-]{10,}\.[\w.-]*/g;

/** The details as JSON; a whole phone number is masked and a token cut out, should one have slipped in. */
export function writeDetails(details: AuditDetails): string {
  return JSON.stringify(details, (_, value) => (typeof value === 'string' ? withoutSecrets(value) : value));
}

function withoutSecrets(text: string): string {
  return text.replace(tokens, '[removed]').replace(phoneNumbers, (found) => {
    // With a `+` the region is not asked for. A prefix, which is no whole number, stays.
    const number = parsePhoneNumber(found, 'RU');
    return number === undefined ? found : maskPhoneNumber(number);
  });
}
