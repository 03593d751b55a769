import type { Transaction } from '../db/index.ts';
import type { AccountId } from '../lib/id.ts';
import { type NamedLimit, namedLimits, peekLimits } from '../rate-limit/index.ts';
import type { Defence } from './defence.ts';
import { limitsByAddress, refusalBy, takeOrRefuse } from './limits.ts';
import { defenceProblems } from './problems.ts';
import type { Origin } from './source.ts';

/** An account that enters an invite code, and from where. */
export interface Activation {
  readonly accountId: AccountId;
  readonly origin: Origin;
}

/** Throws the Refusal when too many invite codes that do not exist came from the account or from its address. */
export async function admitActivation(
  defence: Defence,
  trx: Transaction,
  activation: Activation,
): Promise<void> {
  const exceeded = await peekLimits(trx, limitsOf(defence, activation), defence.clock.now());
  if (exceeded !== undefined) throw refusalBy(exceeded, defenceProblems.too_many_attempts);
}

/** Counts an invite code that does not exist. Those that do are not counted: people may well be refused. */
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
