import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Brand } from './brand.ts';

/** A checked phone number in E.164: `+79991234567`. Inside the program a number has only this spelling. */
export type PhoneNumber = Brand<string, 'PhoneNumber'>;
/** An ISO 3166-1 alpha-2 code that libphonenumber knows. */
export type Region = CountryCode;

/** ASCII digits with the separators people type or paste: spaces (also no-break), dashes, brackets and dots. */
const spelling = /^[\s\u00a0([]{0,9}\+?[0-9\s\u00a0()[\].\-\u2010-\u2015\u2212]{3,40}$/;
const separators = /[\s\u00a0()[\].\-\u2010-\u2015\u2212]/g;

/** A plus and 15 digits (E.164, 6). Some plans, such as Germany's, have longer numbers, which E.164 cannot spell. */
const lengthMax = 16;

/** The number in `text`, read in `region` when it has no `+`; undefined when it is not valid. */
export function parsePhoneNumber(text: string, region: Region): PhoneNumber | undefined {
  if (!spelling.test(text)) return undefined;
  const parsed = parsePhoneNumberFromString(text.replace(separators, ''), {
    defaultCountry: region,
    extract: false,
  });
  if (!parsed?.isValid() || parsed.ext !== undefined || parsed.number.length > lengthMax) return undefined;
  return parsed.number as string as PhoneNumber;
}

/** The number as logs and metrics may show it: country code and last two digits. */
export function maskPhoneNumber(number: PhoneNumber): string {
  const callingCode = parsePhoneNumberFromString(number)?.countryCallingCode ?? '';
  const hidden = number.length - 1 - callingCode.length - 2;
  return `+${callingCode}${'*'.repeat(Math.max(0, hidden))}${number.slice(-2)}`;
}

/** The number in international form: `+7 999 123-45-67`. Anything that is not a number is returned unchanged. */
export function displayPhoneNumber(number: string): string {
  const parsed = parsePhoneNumberFromString(number);
  if (parsed === undefined) return number;
  const [code = '', ...groups] = parsed.formatInternational().split(' ');
  const national =
    parsed.country === 'RU' || parsed.country === 'KZ' ? joinRussian(groups) : groups.join(' ');
  return `${code} ${national}`.replaceAll(' ', '\u00a0');
}

/** Dashes between the last pairs, as they are written in Russia and Kazakhstan. */
function joinRussian([area = '', first = '', ...rest]: readonly string[]): string {
  return `${area} ${[first, ...rest].join('-')}`;
}

/** The country of the number's plan, or undefined for numbers of no country (satellite, international freephone). */
export function countryOf(number: PhoneNumber): Region | undefined {
  return parsePhoneNumberFromString(number)?.country;
}

/**
 * What kind of line the number is (libphonenumber's type), such as `MOBILE` or `PREMIUM_RATE`; undefined if unknown.
 */
export function callingTypeOf(number: PhoneNumber): string | undefined {
  return parsePhoneNumberFromString(number)?.getType();
}
