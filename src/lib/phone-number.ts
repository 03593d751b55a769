import {
  type CountryCode,
  getCountryCallingCode,
  type PhoneNumber as Parsed,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import type { Brand } from './brand.ts';
import { plainText } from './plain-text.ts';

/** A checked phone number in E.164: `+79991234567`. Inside the program a number has only this spelling. */
export type PhoneNumber = Brand<string, 'PhoneNumber'>;
/** An ISO 3166-1 alpha-2 code that libphonenumber knows. */
export type Region = CountryCode;

/** Digits with what people type or paste between them: spaces, dashes, brackets, dots and slashes. */
const spelling =
  /^[\s([]{0,9}\+?[0-9\s()[\].\-\u2010-\u2015\u2212/\u2044\u2215\uff0f\uff0d\uff08\uff09\uff0e]{3,40}$/;
const separators = /[^0-9+]/g;

/** A plus and 15 digits (E.164, 6). Some plans, such as Germany's, have longer numbers, which E.164 cannot spell. */
const lengthMax = 16;

/** A number as it was read, or what its owner may have meant. */
export type ReadNumber =
  | { readonly number: PhoneNumber }
  | { readonly number?: undefined; readonly suggestions: readonly PhoneNumber[] };

/**
 * The number in `text`. Without a `+` it is read in `region` where that is unambiguous: with the region's own calling code,
 * or as one of its mobiles. What would be a number abroad with a `+` before it is only suggested: a guess could send a
 * code to a stranger. No suggestions: no phone has this number.
 */
export function readPhoneNumber(text: string, region: Region): ReadNumber {
  const written = plainText(text)
    .trim()
    .replace(/^tel:\s*/i, '')
    .replace(/[,;.]+$/, '');
  if (!spelling.test(written)) return { suggestions: [] };
  const digits = written.replace(separators, '');
  if (digits.startsWith('+')) return numberOr(parse(digits, region), []);
  const own = digits.startsWith(getCountryCallingCode(region)) ? parse(`+${digits}`, region) : undefined;
  const national = parse(digits, region);
  const mobile = [own, national].find(isMobile);
  if (mobile !== undefined) return { number: mobile.number as PhoneNumber };
  const abroad = own === undefined ? parse(`+${digits.replace(/^00/, '')}`, region) : undefined;
  if (abroad !== undefined && abroad.number !== national?.number) {
    const readings = [abroad, national].filter((reading) => reading !== undefined);
    return { suggestions: readings.map(({ number }) => number as PhoneNumber) };
  }
  return numberOr(national, []);
}

/** The number in `text`, read in `region` when it has no `+`; undefined when no phone can have it, or it is ambiguous. */
export function parsePhoneNumber(text: string, region: Region): PhoneNumber | undefined {
  return readPhoneNumber(text, region).number;
}

function numberOr(parsed: Parsed | undefined, suggestions: readonly PhoneNumber[]): ReadNumber {
  return parsed === undefined ? { suggestions } : { number: parsed.number as PhoneNumber };
}

function parse(text: string, region: Region): Parsed | undefined {
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: region, extract: false });
  const isNumber = parsed?.isValid() && parsed.ext === undefined && parsed.number.length <= lengthMax;
  return isNumber ? parsed : undefined;
}

function isMobile(parsed: Parsed | undefined): boolean {
  const type = parsed?.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
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
