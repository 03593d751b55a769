import type { Queries, Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type AccountId, newId } from '../lib/id.ts';
import { drawInviteCode, type InviteCode } from '../lib/invite-code.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import type { Account } from './account.ts';
import { createErasedNumbers } from './erased-numbers.ts';
import * as store from './store.ts';

export interface Accounts {
  /** The account of a number that has just proved itself, written at its first sign-in ever. */
  open(trx: Transaction, phoneNumber: PhoneNumber): Promise<{ account: Account; isNew: boolean }>;
  find(queries: Queries, id: AccountId): Promise<Account | undefined>;
  findByPhoneNumber(queries: Queries, phoneNumber: PhoneNumber): Promise<Account | undefined>;
  findByInviteCode(queries: Queries, inviteCode: InviteCode): Promise<Account | undefined>;
  /** Whether the account is still there and has that number. */
  holds(queries: Queries, id: AccountId, phoneNumber: PhoneNumber): Promise<boolean>;
  /** Whether an account has let this number go before: who comes by it now is nobody's new referral. */
  isReturning(queries: Queries, phoneNumber: PhoneNumber): Promise<boolean>;
  rename(trx: Transaction, id: AccountId, name: string | null): Promise<Account | undefined>;
  /**
   * Gives the account another number. `taken`: another account has it; `gone`: the account has ended, or has not the
   * number `from`. An account that takes `to` at the same moment breaks the unique constraint: run it again.
   */
  move(
    trx: Transaction,
    id: AccountId,
    from: PhoneNumber,
    to: PhoneNumber,
  ): Promise<'moved' | 'taken' | 'gone'>;
  /** Ends the account: what is left is a tombstone without number and name. False when it has not this number now. */
  end(trx: Transaction, id: AccountId, phoneNumber: PhoneNumber): Promise<boolean>;
}

interface Options {
  readonly clock: Clock;
  readonly random: Random;
  readonly erasedKey: DerivedKey<'erasedNumbers'>;
}

/** More collisions in a row than this mean a broken source of chance, not bad luck: 0.1 ** 20 at 10^8 accounts. */
const drawsMax = 20;

export function createAccounts({ clock, random, erasedKey }: Options): Accounts {
  const erased = createErasedNumbers(clock, erasedKey);
  return {
    find: store.findById,
    findByPhoneNumber: store.findByPhoneNumber,
    findByInviteCode: store.findByInviteCode,
    rename: store.updateName,
    isReturning: erased.has,

    async holds(queries, id, phoneNumber) {
      return (await store.findByPhoneNumber(queries, phoneNumber))?.id === id;
    },

    async open(trx, phoneNumber) {
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
        // Not written and not known: the invite code is taken.
      }
      throw new Error(`no free invite code in ${drawsMax} draws`);
    },

    async move(trx, id, from, to) {
      if (await store.updatePhoneNumber(trx, id, from, to)) {
        await erased.add(trx, from);
        return 'moved';
      }
      const other = await store.findByPhoneNumber(trx, to);
      return other === undefined || other.id === id ? 'gone' : 'taken';
    },

    async end(trx, id, phoneNumber) {
      const isEnded = await store.end(trx, id, phoneNumber, clock.now());
      if (isEnded) await erased.add(trx, phoneNumber);
      return isEnded;
    },
  };
}
