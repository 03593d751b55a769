import type { Transaction } from '../db/index.ts';
import type { ProblemType } from '../http/index.ts';
import { type Exceeded, type Limit, type NamedLimit, namedLimits, takeLimits } from '../rate-limit/index.ts';
import type { Defence } from './defence.ts';
import { Refusal } from './refusal.ts';
import type { RefusalRule } from './refusal-rules.ts';
import { isLoopback, type Origin, sourceOf } from './source.ts';

/** The limits `name` for the network of `origin`; none for a developer's own machine, which plays all clients. */
export function limitsByAddress(
  { key, rules }: Defence,
  name: string,
  limits: readonly Limit[],
  origin: Origin,
): NamedLimit[] {
  if (!rules.limitsLoopback && isLoopback(origin)) return [];
  return namedLimits(name, sourceOf(key, origin), limits);
}

/** Counts one against each limit. Throws a Refusal, which rolls the transaction back, when one is used up. */
export async function takeOrRefuse(
  { clock }: Defence,
  trx: Transaction,
  limits: readonly NamedLimit[],
  problem: ProblemType,
): Promise<void> {
  const exceeded = await takeLimits(trx, limits, clock.now());
  if (exceeded !== undefined) throw refusalBy(exceeded, problem);
}

/** The Refusal of a limit that is used up. */
export function refusalBy(exceeded: Exceeded, problem: ProblemType): Refusal {
  const { name, max, windowSeconds, retryAfterSeconds } = exceeded;
  // Every limit is named in the table of rules, with its window.
  return new Refusal(problem, name as RefusalRule, { max, windowSeconds }, retryAfterSeconds);
}
