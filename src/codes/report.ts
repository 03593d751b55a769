import type { Queries, Transaction } from '../db/index.ts';
import { hashForSends } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { type NextSend, nextSend, type SendLimits, stillCounting } from './send-limits.ts';
import * as store from './store.ts';

/** What a number's sendings look like to its operator. Times are epoch milliseconds. */
export interface SendingReport {
  /** When codes went to it recently, oldest first. */
  readonly sentAt: readonly number[];
  /** When the next code may go to it, no matter who asks. */
  readonly next: NextSend;
  /** The codes that still count, newest first, with the attempts that each has taken. */
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

/** Forgets what was sent to the number, so that a code may go to it at once. */
export async function forgetSends(
  key: DerivedKey<'codes'>,
  trx: Transaction,
  phoneNumber: PhoneNumber,
): Promise<void> {
  await store.removeSends(trx, hashForSends(key, phoneNumber));
}
