import type { Queries } from '../db/index.ts';
import { countryOf, type PhoneNumber, type Region } from '../lib/phone-number.ts';
import type { Traffic } from './pumping.ts';
import { type Counted, countSince, countsByKey, verifiedOnBestDay } from './send-counts.ts';
import type { Source } from './source.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const historyMs = 14 * dayMs;

/** The country of a number as codes are counted by it. */
export function countryKeyOf(phoneNumber: PhoneNumber): string {
  return countryOf(phoneNumber) ?? 'none';
}

/** All that a code to a number is counted under. */
export function countedUnder(phoneNumber: PhoneNumber, source: Source) {
  const country = countryKeyOf(phoneNumber);
  return {
    country: { scope: 'country', key: country },
    prefix: { scope: 'prefix', key: phoneNumber.slice(0, -4) },
    address: { scope: 'address', key: source },
    addressCountry: { scope: 'address_country', key: `${source} ${country}` },
    total: { scope: 'total', key: '' },
  } as const satisfies Record<string, Counted>;
}

/** What the rules against message fraud look at. */
export async function trafficOf(
  queries: Queries,
  { country, prefix, address }: ReturnType<typeof countedUnder>,
  { now, homeCountry }: { readonly now: number; readonly homeCountry: Region },
): Promise<Traffic> {
  const windows = async (counted: Counted) => ({
    hour: await countSince(queries, counted, now - hourMs),
    day: await countSince(queries, counted, now - dayMs),
  });
  const asked = await countsByKey(queries, 'address_country', `${address.key} `, now - dayMs);
  return {
    country: {
      ...(await windows(country)),
      verifiedOnBestDay: await verifiedOnBestDay(queries, country, now - historyMs),
    },
    prefix: await windows(prefix),
    address: await windows(address),
    addressCountries: asked.filter(({ verified }) => verified === 0).length,
    isHome: country.key === homeCountry,
  };
}
