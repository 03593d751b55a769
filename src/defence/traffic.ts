import type { Queries } from '../db/index.ts';
import { countryOf, type PhoneNumber, type Region } from '../lib/phone-number.ts';
import type { Traffic } from './pumping.ts';
import { type Counted, countSince, countsByKey, verifiedOnBestDay } from './send-counts.ts';
import type { Source } from './source.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const historyMs = 14 * dayMs;

/** The country under which codes to a number are counted. */
export function countryKeyOf(phoneNumber: PhoneNumber): string {
  return countryOf(phoneNumber) ?? 'none';
}

/** All counters that a code to a number adds to. */
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

/** The inputs of the rules against SMS pumping. */
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
