import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Brand } from './brand.ts';

/** A phone number in E.164, checked: `+79991234567`. One person's number has this one spelling below the border. */
export type PhoneNumber = Brand<string, 'PhoneNumber'>;
/** An ISO 3166-1 alpha-2 code that libphonenumber knows. */
export type Region = CountryCode;

/** ASCII digits with the separators people type or paste: spaces (also no-break), dashes, brackets and dots. */
const spelling = /^[\s\u00a0]*\+?[0-9\s\u00a0()[\].\-\u2010-\u2015\u2212]{3,40}$/;
const separators = /[\s\u00a0()[\].\-\u2010-\u2015\u2212]/g;

/** The number in `text`, read in `region` when it has no `+`; undefined when no phone can have it. */
export function parsePhoneNumber(text: string, region: Region): PhoneNumber | undefined {
  if (!spelling.test(text)) return undefined;
  const parsed = parsePhoneNumberFromString(text.replace(separators, ''), {
    defaultCountry: region,
    extract: false,
  });
  return parsed?.isValid() && parsed.ext === undefined ? (parsed.number as string as PhoneNumber) : undefined;
}

/** The number as logs and metrics may show it: country code and last two digits. */
export function maskPhoneNumber(number: PhoneNumber): string {
  const callingCode = parsePhoneNumberFromString(number)?.countryCallingCode ?? '';
  const hidden = number.length - 1 - callingCode.length - 2;
  return `+${callingCode}${'*'.repeat(hidden)}${number.slice(-2)}`;
}

/** The country of the number's plan, or undefined for numbers of no country (satellite, international freephone). */
export function countryOf(number: PhoneNumber): Region | undefined {
  return parsePhoneNumberFromString(number)?.country;
}

/** What kind of line the number is (libphonenumber's type), such as `MOBILE` or `PREMIUM_RATE`; undefined if unknown. */
export function callingTypeOf(number: PhoneNumber): string | undefined {
  return parsePhoneNumberFromString(number)?.getType();
}
