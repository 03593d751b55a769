import type { Transaction } from '../db/index.ts';
import type { AccountId } from '../lib/id.ts';
import { type NamedLimit, namedLimits, peekLimits } from '../rate-limit/index.ts';
import type { Defence } from './defence.ts';
import { limitsByAddress, refusalBy, takeOrRefuse } from './limits.ts';
import { defenceProblems } from './problems.ts';
import type { Origin } from './source.ts';

/** An account that enters an invite code, and its origin. */
export interface Activation {
  readonly accountId: AccountId;
  readonly origin: Origin;
}

/** Throws a Refusal when the account or its address entered too many unknown invite codes. */
export async function admitActivation(
  defence: Defence,
  trx: Transaction,
  activation: Activation,
): Promise<void> {
  const exceeded = await peekLimits(trx, limitsOf(defence, activation), defence.clock.now());
  if (exceeded !== undefined) throw refusalBy(exceeded, defenceProblems.too_many_attempts);
}

/** Counts an unknown invite code. Known ones do not count, because they may be refused for good reasons. */
export async function countUnknownInviteCode(
  defence: Defence,
  trx: Transaction,
  activation: Activation,
): Promise<void> {
  await takeOrRefuse(defence, trx, limitsOf(defence, activation), defenceProblems.too_many_attempts);
}

function limitsOf(defence: Defence, { accountId, origin }: Activation): NamedLimit[] {
  const { rateLimits, activationsPerAccount, activationsPerAddress } = defence.rules;
  if (!rateLimits) return [];
  return [
    ...namedLimits('activations_per_account', accountId, activationsPerAccount),
    ...limitsByAddress(defence, 'activations_per_address', activationsPerAddress, origin),
  ];
}
