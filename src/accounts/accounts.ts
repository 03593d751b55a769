import type { Queries, Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type AccountId, newId } from '../lib/id.ts';
import { drawInviteCode } from '../lib/invite-code.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import type { Account } from './account.ts';
import { addErasedNumber } from './erased-numbers.ts';
import * as store from './store.ts';

/** What the use cases of accounts need. */
export interface Accounts {
  readonly clock: Clock;
  readonly random: Random;
  readonly erasedKey: DerivedKey<'erasedNumbers'>;
}

/** More collisions in a row mean a broken random source, not bad luck: 0.1 ** 20 at 10^8 accounts. */
const drawsMax = 20;

/** The account of a number that was just proved; created at its first sign-in. */
export async function findOrCreateAccount(
  { clock, random }: Accounts,
  trx: Transaction,
  phoneNumber: PhoneNumber,
): Promise<{ account: Account; isNew: boolean }> {
  for (let draw = 0; draw < drawsMax; draw += 1) {
    const account: Account = {
      id: newId('usr', clock, random),
      phoneNumber,
      name: null,
      inviteCode: drawInviteCode(random),
      createdAt: clock.now(),
    };
    if (await store.insert(trx, account)) return { account, isNew: true };
    const known = await store.findByPhoneNumber(trx, phoneNumber);
    if (known !== undefined) return { account: known, isNew: false };
    // Neither inserted nor found: the invite code is taken.
  }
  throw new Error(`no free invite code in ${drawsMax} draws`);
}

/** Whether the account is live and has that number. */
export async function hasNumber(queries: Queries, id: AccountId, phoneNumber: PhoneNumber): Promise<boolean> {
  return (await store.findByPhoneNumber(queries, phoneNumber))?.id === id;
}

/** The change of an account's number. */
export interface NumberChange {
  readonly accountId: AccountId;
  readonly from: PhoneNumber;
  readonly to: PhoneNumber;
}

/**
 * Gives the account another number. `taken`: another account has it; `gone`: the account has ended or no longer has the
 * number `from`. If another account takes `to` at the same moment, the unique constraint fails: run it again.
 */
export async function changePhoneNumber(
  accounts: Accounts,
  trx: Transaction,
  { accountId, from, to }: NumberChange,
): Promise<'changed' | 'taken' | 'gone'> {
  if (await store.updatePhoneNumber(trx, accountId, from, to)) {
    await addErasedNumber(accounts, trx, from);
    return 'changed';
  }
  const other = await store.findByPhoneNumber(trx, to);
  return other === undefined || other.id === accountId ? 'gone' : 'taken';
}

/** Ends the account: a tombstone without number and name stays. False when it does not have this number now. */
export async function eraseAccount(
  accounts: Accounts,
  trx: Transaction,
  id: AccountId,
  phoneNumber: PhoneNumber,
): Promise<boolean> {
  const isEnded = await store.end(trx, id, phoneNumber, accounts.clock.now());
  if (isEnded) await addErasedNumber(accounts, trx, phoneNumber);
  return isEnded;
}
