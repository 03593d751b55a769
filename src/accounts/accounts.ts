import type { Queries, Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type AccountId, newId } from '../lib/id.ts';
import { drawInviteCode, type InviteCode } from '../lib/invite-code.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { Account } from './account.ts';
import * as store from './store.ts';

export interface Accounts {
  /** The account of a number that has just proved itself, written at its first sign-in ever. */
  open(trx: Transaction, phoneNumber: PhoneNumber): Promise<{ account: Account; isNew: boolean }>;
  find(queries: Queries, id: AccountId): Promise<Account | undefined>;
  findByPhoneNumber(queries: Queries, phoneNumber: PhoneNumber): Promise<Account | undefined>;
  findByInviteCode(queries: Queries, inviteCode: InviteCode): Promise<Account | undefined>;
  rename(trx: Transaction, id: AccountId, name: string | null): Promise<Account | undefined>;
}

/** More collisions in a row than this mean a broken source of chance, not bad luck: 0.1 ** 20 at 10^8 accounts. */
const drawsMax = 20;

export function createAccounts({ clock, random }: { clock: Clock; random: Random }): Accounts {
  return {
    find: store.findById,
    findByPhoneNumber: store.findByPhoneNumber,
    findByInviteCode: store.findByInviteCode,
    rename: store.updateName,

    async open(trx, phoneNumber) {
      for (let draw = 0; draw < drawsMax; draw += 1) {
        const known = await store.findByPhoneNumber(trx, phoneNumber);
        if (known !== undefined) return { account: known, isNew: false };
        const account: Account = {
          id: newId('usr', clock, random),
          phoneNumber,
          name: null,
          inviteCode: drawInviteCode(random),
          createdAt: clock.now(),
        };
        // Not written: a parallel sign-in of this number came first, or the code is taken. The next round finds out.
        if (await store.insert(trx, account)) return { account, isNew: true };
      }
      throw new Error(`no free invite code in ${drawsMax} draws`);
    },
  };
}
