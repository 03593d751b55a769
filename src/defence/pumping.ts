import type { RefusalRule } from './refusal-rules.ts';
import type { Count } from './send-counts.ts';

/** The inputs of the rules against SMS pumping. The code about to be sent is already counted. */
export interface Traffic {
  readonly country: Windows & { readonly verifiedOnBestDay: number };
  readonly prefix: Windows;
  readonly address: Windows;
  /** Countries that the address requested in 24 h without a correct code from there. */
  readonly addressCountries: number;
  /** Whether it is the home country, where many people may sign up at once. */
  readonly isHome: boolean;
}

interface Windows {
  readonly day: Count;
  readonly hour: Count;
}

/** A rule that refuses, with its inputs. */
export interface Verdict {
  readonly rule: RefusalRule;
  readonly inputs: Readonly<Record<string, number>>;
  /**
   * Whether a proof of work is accepted instead. At home the counts are shared by everybody, so a few strangers could
   * lock out all new people. For what an address did itself, and for messages abroad, no work is accepted.
   */
  readonly isProvable: boolean;
}

type Rule = [name: RefusalRule, value: number, allowed: number];

/** How much higher the floors are in the home country: otherwise a new service would refuse its first people. */
const homeFactor = 10;
const addressCountriesMax = 3;

const unverified = ({ sent, verified }: Count) => Math.max(0, sent - verified);

/** The rules on the share of codes never entered (Authgear's, and the same by prefix); undefined if all allow. */
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
