import type { Queries } from '../db/index.ts';
import type { RefusalRule } from './refusal-rules.ts';
import { type Counted, countSince, countsByKey } from './send-counts.ts';

/** What may be spent on messages in a day (UTC), in messages and in money. Undefined: no limit. */
export interface Budget {
  readonly messages: number | undefined;
  readonly messagesByCountry: ReadonlyMap<string, number>;
  readonly money: number | undefined;
  readonly moneyByCountry: ReadonlyMap<string, number>;
  /** What one message costs, by country; `*` for the others. */
  readonly prices: ReadonlyMap<string, number>;
  /** The share reserved for numbers that have signed in before: 0 to 1. */
  readonly reserved: number;
}

/** The budget that is used up. */
export interface Overspent {
  readonly rule: RefusalRule;
  readonly inputs: Readonly<Record<string, number>>;
}

const dayMs = 86_400_000;

/** The budget that this message to `country`, already counted, exceeds; undefined if none. */
export async function overspent(
  queries: Queries,
  budget: Budget,
  { country, isKnown, now }: { readonly country: string; readonly isKnown: boolean; readonly now: number },
): Promise<Overspent | undefined> {
  const dayBegins = now - (now % dayMs) - 1;
  const share = isKnown ? 1 : 1 - budget.reserved;
  const price = priceOf(budget, country);
  const byCountry: Counted = { scope: 'country', key: country };
  const bounds: [rule: RefusalRule, counted: Counted, max: number | undefined, each: number][] = [
    ['budget_total_messages', { scope: 'total', key: '' }, budget.messages, 1],
    ['budget_country_messages', byCountry, lookUp(budget.messagesByCountry, country), 1],
    ['budget_country_money', byCountry, lookUp(budget.moneyByCountry, country), price],
  ];
  for (const [rule, counted, max, each] of bounds) {
    if (max === undefined) continue;
    const spent = (await countSince(queries, counted, dayBegins)).sent * each;
    if (spent > max * share) return { rule, inputs: { spent, max, reserved: budget.reserved } };
  }
  if (budget.money === undefined) return undefined;
  const spent = await moneySpent(queries, budget, dayBegins);
  return spent > budget.money * share
    ? { rule: 'budget_total_money', inputs: { spent, max: budget.money, reserved: budget.reserved } }
    : undefined;
}

async function moneySpent(queries: Queries, budget: Budget, since: number): Promise<number> {
  const counts = await countsByKey(queries, 'country', '', since);
  return counts.reduce((money, { key, sent }) => money + sent * priceOf(budget, key), 0);
}

const lookUp = (map: ReadonlyMap<string, number>, country: string) => map.get(country) ?? map.get('*');
const priceOf = (budget: Budget, country: string) => lookUp(budget.prices, country) ?? 0;
