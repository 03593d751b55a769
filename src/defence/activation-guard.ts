import type { Transaction } from '../db/index.ts';
import type { AccountId } from '../lib/id.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import {
  type Exceeded,
  type Limit,
  type Limiter,
  type NamedLimit,
  namedLimits,
  type Tally,
} from '../rate-limit/index.ts';
import { defenceProblems } from './problems.ts';
import { Refusal } from './refusal.ts';
import { isLoopback, type Origin, sourceOf } from './source.ts';

/** Holds guessing at invite codes to limits. Only codes that nobody has are counted: people may well be refused. */
export interface ActivationGuard {
  /** Runs `work`, one transaction, with what the other two need to count by account and by address. */
  counted<T>(accountId: AccountId, origin: Origin, work: (tally: Tally) => Promise<T>): Promise<T>;
  /** Throws the Refusal when too many wrong codes came from the account or from its address. */
  admit(trx: Transaction, tally: Tally): Promise<void>;
  /** Counts a code that nobody has. */
  missed(trx: Transaction, tally: Tally): Promise<void>;
}

interface Options {
  readonly limiter: Limiter;
  readonly sourceKey: DerivedKey<'numbersAndOrigins'>;
  readonly activationsPerAccount: readonly Limit[];
  readonly activationsPerAddress: readonly Limit[];
  readonly limitsLoopback: boolean;
}

export function createActivationGuard(options: Options): ActivationGuard {
  const { limiter, sourceKey } = options;

  function limitsFor(accountId: AccountId, origin: Origin): NamedLimit[] {
    const byAccount = namedLimits('activations_per_account', accountId, options.activationsPerAccount);
    if (!options.limitsLoopback && isLoopback(origin)) return byAccount;
    const source = sourceOf(sourceKey, origin);
    return [...byAccount, ...namedLimits('activations_per_address', source, options.activationsPerAddress)];
  }

  function refuse(exceeded: Exceeded | undefined): void {
    if (exceeded === undefined) return;
    const { name, max, windowSeconds, retryAfterSeconds } = exceeded;
    throw new Refusal(defenceProblems.too_many_attempts, name, { max, windowSeconds }, retryAfterSeconds);
  }

  return {
    counted: (accountId, origin, work) => limiter.tallied(limitsFor(accountId, origin), work),
    admit: async (trx, tally) => refuse(await tally.peek(trx)),
    missed: async (trx, tally) => refuse(await tally.take(trx)),
  };
}
