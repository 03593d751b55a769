import type { Transaction } from '../db/index.ts';
import { admitAttempt, type NumberFromOrigin, recordWrongPair } from '../defence/index.ts';
import type { Codes } from './codes.ts';
import { isCode } from './confirmation-code.ts';
import * as store from './store.ts';

/** Codes that somebody read on the phone of a number: they only arrive there, no matter who asked for them. */
export interface ReceivedCodes extends NumberFromOrigin {
  /** Two of them. */
  readonly codes: readonly string[];
  /** Only codes that were sent later than this count (epoch milliseconds). */
  readonly since: number;
}

/** The owner has the last two. One of these may still be on its way, or lost. */
const newest = 3;

/**
 * Whether both are codes that came to the number recently, for any purpose and whatever has become of them. Counts as an
 * attempt; throws a Refusal when its address must wait. The caller must let the transaction commit when the answer is no.
 */
export async function areReceivedCodes(
  { defence, key }: Codes,
  trx: Transaction,
  received: ReceivedCodes,
): Promise<boolean> {
  const { phoneNumber, codes, since } = received;
  await admitAttempt(defence, trx, received);
  const sent = await store.listSent(trx, { phoneNumber, since, limit: newest });
  const [one = '', other = ''] = codes;
  const comparedWith = (code: string) =>
    sent.map(({ id, purpose, codeHash }) =>
      Number(isCode(key, { challengeId: id, purpose, phoneNumber }, code, codeHash)),
    );
  // Always all of it: whether one of the two was right must show neither in the answer nor in the time it takes.
  const [ones, others] = [comparedWith(one), comparedWith(other)];
  let pairs = 0;
  for (const [index, isOne] of ones.entries()) {
    for (const [place, isOther] of others.entries()) if (place !== index) pairs += isOne & isOther;
  }
  if (pairs > 0) return true;
  await recordWrongPair(defence, trx, received);
  return false;
}
