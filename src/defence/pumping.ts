import type { RefusalRule } from './refusal-rules.ts';
import type { Count } from './send-counts.ts';

/** What the rules against paid-message fraud look at; the code that is about to leave is counted already. */
export interface Traffic {
  readonly country: Windows & { readonly verifiedOnBestDay: number };
  readonly prefix: Windows;
  readonly address: Windows;
  /** Countries that the address asked for in 24 h without a right code from there. */
  readonly addressCountries: number;
  /** Whether the country is the service's own: there, many people may well come at once. */
  readonly isHome: boolean;
}

interface Windows {
  readonly day: Count;
  readonly hour: Count;
}

/** A rule that refuses, with what decided it. */
export interface Verdict {
  readonly rule: RefusalRule;
  readonly inputs: Readonly<Record<string, number>>;
  /**
   * Whether a proof of work makes up for it: what is counted is everybody's at home, so a few strangers could keep out
   * all who come for the first time. What an address has done itself, and messages abroad, no work makes good.
   */
  readonly isProvable: boolean;
}

type Rule = [name: RefusalRule, value: number, allowed: number];

/** Floors are this much higher in the home country, or a service that opens today could not let its first people in. */
const homeFactor = 10;
const addressCountriesMax = 3;

const unverified = ({ sent, verified }: Count) => Math.max(0, sent - verified);

/** The rules of the unverified share (Authgear's, and the same by prefix); undefined when all allow. */
export function judge(traffic: Traffic): Verdict | undefined {
  const { country, prefix, address, addressCountries, isHome } = traffic;
  const factor = isHome ? homeFactor : 1;
  const best = country.verifiedOnBestDay;
  const own: Rule[] = [
    ['address_countries_day', addressCountries, addressCountriesMax],
    ...small('address', address, 1),
  ];
  const everybodys: Rule[] = [
    ...small('prefix', prefix, factor),
    [
      'country_unverified_hour',
      unverified(country.hour),
      Math.max(3 * factor, (best / 6) * 0.2, 0.2 * country.hour.verified),
    ],
    [
      'country_unverified_day',
      unverified(country.day),
      Math.max(20 * factor, 0.3 * best, 0.3 * country.day.verified),
    ],
  ];
  const isBroken = ([, value, allowed]: Rule) => value > allowed;
  const ownBroken = own.find(isBroken);
  const broken = ownBroken ?? everybodys.find(isBroken);
  if (broken === undefined) return undefined;
  const [rule, value, allowed] = broken;
  const inputs = { value, allowed: Math.floor(allowed) };
  return { rule, inputs, isProvable: isHome && ownBroken === undefined };
}

function small(name: 'address' | 'prefix', { day, hour }: Windows, factor: number): Rule[] {
  return [
    [`${name}_unverified_hour`, unverified(hour), Math.max(5 * factor, (0.2 * day.verified) / 6)],
    [`${name}_unverified_day`, unverified(day), Math.max(10 * factor, 0.3 * day.verified)],
  ];
}
