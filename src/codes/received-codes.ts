import type { Transaction } from '../db/index.ts';
import { admitAttempt, type NumberFromOrigin, recordWrongPair } from '../defence/index.ts';
import type { Codes } from './codes.ts';
import { isCode } from './confirmation-code.ts';
import * as store from './store.ts';

/** Codes read on the phone of a number: they arrive only there, whoever requested them. */
export interface ReceivedCodes extends NumberFromOrigin {
  /** The two codes. */
  readonly codes: readonly string[];
  /** Only codes sent after this time count (epoch milliseconds). */
  readonly since: number;
}

/** How many of the latest codes are compared: one of the last two may still be on its way, or lost. */
const newest = 3;

/**
 * Whether both codes were sent to the number recently, for any purpose, live or not. Counts as an attempt. Throws a
 * Refusal when the address must wait. On false the caller must let the transaction commit.
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
  // No early return: neither the answer nor its time may tell whether one of the two was right.
  const [ones, others] = [comparedWith(one), comparedWith(other)];
  let pairs = 0;
  for (const [index, isOne] of ones.entries()) {
    for (const [place, isOther] of others.entries()) if (place !== index) pairs += isOne & isOther;
  }
  if (pairs > 0) return true;
  await recordWrongPair(defence, trx, received);
  return false;
}
