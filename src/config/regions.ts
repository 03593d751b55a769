import { isSupportedCountry } from 'libphonenumber-js/max';
import type { Region } from '../lib/phone-number.ts';
import { listOf } from './parsers.ts';
import { accepted, type Parser, refused } from './setting.ts';

/** An ISO 3166-1 alpha-2 code that has phone numbers, in either case. */
export const region: Parser<Region> = (text) => {
  const code = text.toUpperCase();
  return isSupportedCountry(code) ? accepted(code) : refused(text);
};

const regions = listOf(region);

/** A list of regions, or `*` for all of them. */
export const regionsOrAll: Parser<readonly Region[] | '*'> = (text) =>
  text === '*' ? accepted('*') : regions(text);
