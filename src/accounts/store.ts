import { type Queries, statement, type Transaction } from '../db/index.ts';
import type { AccountId } from '../lib/id.ts';
import type { InviteCode } from '../lib/invite-code.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Account } from './account.ts';
import { insertAccount } from './shared-statements.ts';

interface AccountTable {
  readonly id: AccountId;
  readonly phone_number: PhoneNumber | null;
  readonly name: string | null;
  readonly invite_code: InviteCode;
  readonly created_at: number;
  readonly ended_at: number | null;
}

declare module '../db/index.ts' {
  interface Tables {
    accounts: AccountTable;
  }
}

/** The mapper: how an account is read from its row, and how it is written. */
const columns = [
  'id',
  'phone_number as phoneNumber',
  'name',
  'invite_code as inviteCode',
  'created_at as createdAt',
] as const;

type AccountRow = Omit<Account, 'phoneNumber'> & { readonly phoneNumber: PhoneNumber | null };

function toAccount(row: AccountRow | undefined): Account | undefined {
  return row === undefined || row.phoneNumber === null ? undefined : { ...row, phoneNumber: row.phoneNumber };
}

function toRow(account: Account): AccountTable {
  return {
    id: account.id,
    phone_number: account.phoneNumber,
    name: account.name,
    invite_code: account.inviteCode,
    created_at: account.createdAt,
    ended_at: null,
  };
}

/** Compiled once, because every sign-in to an existing account runs it. */
const selectByPhoneNumber = statement((queries, { phoneNumber }: { phoneNumber: PhoneNumber }) =>
  queries.selectFrom('accounts').select(columns).where('phone_number', '=', phoneNumber),
);

export async function findByPhoneNumber(
  queries: Queries,
  phoneNumber: PhoneNumber,
): Promise<Account | undefined> {
  return toAccount((await selectByPhoneNumber(queries, { phoneNumber }))[0]);
}

export async function findById(queries: Queries, id: AccountId): Promise<Account | undefined> {
  const row = await queries.selectFrom('accounts').select(columns).where('id', '=', id).executeTakeFirst();
  return toAccount(row);
}

export async function findByInviteCode(
  queries: Queries,
  inviteCode: InviteCode,
): Promise<Account | undefined> {
  const row = await queries
    .selectFrom('accounts')
    .select(columns)
    .where('invite_code', '=', inviteCode)
    .executeTakeFirst();
  return toAccount(row);
}

/** Writes a new account; false when its number or its invite code is taken. */
export async function insert(trx: Transaction, account: Account): Promise<boolean> {
  return (await insertAccount(trx, toRow(account))).length === 1;
}

/** Changes the name and returns the account; undefined when it has ended. */
export async function updateName(
  trx: Transaction,
  id: AccountId,
  name: string | null,
): Promise<Account | undefined> {
  const row = await trx
    .updateTable('accounts')
    .set({ name })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning(columns)
    .executeTakeFirst();
  return toAccount(row);
}

/** Moves a live account from one number to another that no account has; false when one of these does not hold. */
export async function updatePhoneNumber(
  trx: Transaction,
  id: AccountId,
  from: PhoneNumber,
  to: PhoneNumber,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('accounts')
    .set({ phone_number: to })
    .where('id', '=', id)
    .where('phone_number', '=', from)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('accounts as other').select('other.id').where('other.phone_number', '=', to))),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Makes a live account a nameless tombstone; false when it has ended or has another number. */
export async function end(
  trx: Transaction,
  id: AccountId,
  phoneNumber: PhoneNumber,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('accounts')
    .set({ phone_number: null, name: null, ended_at: now })
    .where('id', '=', id)
    .where('phone_number', '=', phoneNumber)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
