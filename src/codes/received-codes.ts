import type { Transaction } from '../db/index.ts';
import type { Defence, Origin } from '../defence/index.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import type { Tally } from '../rate-limit/index.ts';
import { isCode } from './confirmation-code.ts';
import * as store from './store.ts';

/** Codes that somebody read on the phone of a number: whoever asks for them, they only come there. */
export interface ReceivedCodes {
  readonly phoneNumber: PhoneNumber;
  /** Two of them. */
  readonly codes: readonly string[];
  readonly origin: Origin;
  /** Only codes that were sent later than this count (epoch milliseconds). */
  readonly since: number;
}

interface Options {
  readonly codeKey: DerivedKey<'codes'>;
  readonly defence: Defence;
}

/** The owner has the last two. One of these may be on its way still, or lost. */
const newest = 3;

/**
 * Whether both are codes that came to the number lately, whatever for and whatever has become of them. Counts as a guess;
 * throws a Refusal when the guesser must wait. The caller must let the transaction commit when the answer is no.
 */
export type CheckReceived = (trx: Transaction, tally: Tally, received: ReceivedCodes) => Promise<boolean>;

export function createReceivedCheck({ codeKey, defence }: Options): CheckReceived {
  return async (trx, tally, { phoneNumber, codes, origin, since }) => {
    await defence.guessing.admit(trx, tally, phoneNumber, origin);
    const sent = await store.listSent(trx, { phoneNumber, since, limit: newest });
    const [one = '', other = ''] = codes;
    const comparedWith = (code: string) =>
      sent.map(({ id, purpose, codeHash }) =>
        Number(isCode(codeKey, { challengeId: id, purpose, phoneNumber }, code, codeHash)),
      );
    // Always all of it: whether one of the two was right must show neither in the answer nor in the time it takes.
    const [ones, others] = [comparedWith(one), comparedWith(other)];
    let pairs = 0;
    for (const [index, isOne] of ones.entries()) {
      for (const [place, isOther] of others.entries()) if (place !== index) pairs += isOne & isOther;
    }
    if (pairs > 0) return true;
    await defence.guessing.wrongPair(trx, phoneNumber, origin);
    return false;
  };
}
