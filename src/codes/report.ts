import type { Queries, Transaction } from '../db/index.ts';
import { hashForSends } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { type NextSend, nextSend, type SendLimits, stillCounting } from './send-limits.ts';
import * as store from './store.ts';

/** The sendings to a number, for the operator. Times are epoch milliseconds. */
export interface SendingReport {
  /** When codes were sent recently, oldest first. */
  readonly sentAt: readonly number[];
  /** When the next code may be sent, whoever requests it. */
  readonly next: NextSend;
  /** The live codes, newest first, each with its attempts so far. */
  readonly liveCodes: readonly { readonly attempts: number }[];
}

interface Options {
  readonly key: DerivedKey<'codes'>;
  readonly sendLimits: SendLimits;
  readonly attemptsMax: number;
  readonly now: number;
}

export async function reportOnSending(
  { key, sendLimits, attemptsMax, now }: Options,
  queries: Queries,
  phoneNumber: PhoneNumber,
): Promise<SendingReport> {
  const log = await store.listSends(queries, hashForSends(key, phoneNumber));
  const counting = stillCounting(log, now, sendLimits);
  return {
    sentAt: counting.map(({ at }) => at),
    next: nextSend(counting, now, sendLimits),
    liveCodes: await store.listLive(queries, { phoneNumber, purpose: 'sign_in', now, attemptsMax }),
  };
}

/** Forgets what was sent to the number, so that the next code may be sent at once. */
export async function forgetSends(
  key: DerivedKey<'codes'>,
  trx: Transaction,
  phoneNumber: PhoneNumber,
): Promise<void> {
  await store.removeSends(trx, hashForSends(key, phoneNumber));
}
