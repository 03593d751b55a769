import type { Transaction } from '../db/index.ts';
import type { AccountId } from '../lib/id.ts';
import { type Exceeded, type Limit, type Limiter, type NamedLimit, namedLimits } from './limits.ts';
import { abuseProblems } from './problems.ts';
import { Refusal } from './refusal.ts';
import { isLoopback, type Origin, sourceOf } from './source.ts';

/** Holds guessing at invite codes to limits. Only codes that nobody has are counted: people may well be refused. */
export interface ActivationGuard {
  /** Throws the Refusal when too many wrong codes came from the account or from its address. */
  admit(trx: Transaction, accountId: AccountId, origin: Origin): Promise<void>;
  /** Counts a code that nobody has. */
  missed(trx: Transaction, accountId: AccountId, origin: Origin): Promise<void>;
}

interface Options {
  readonly limiter: Limiter;
  readonly sourceKey: Uint8Array;
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
    throw new Refusal(abuseProblems.too_many_attempts, name, { max, windowSeconds }, retryAfterSeconds);
  }

  return {
    admit: async (trx, accountId, origin) => refuse(await limiter.peek(trx, limitsFor(accountId, origin))),
    missed: async (trx, accountId, origin) => refuse(await limiter.take(trx, limitsFor(accountId, origin))),
  };
}
