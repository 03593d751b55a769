import type { Queries, Transaction } from '../db/index.ts';

interface SigningKeyTable {
  readonly id: string;
  readonly number: number;
  readonly public_jwk: string;
  readonly sealed_private_jwk: string;
  readonly created_at: number;
  readonly retired_at: number | null;
}

declare module '../db/index.ts' {
  interface Tables {
    signing_keys: SigningKeyTable;
  }
}

/** A stored signing key. Times are epoch milliseconds. */
export interface SigningKeyRow {
  readonly id: string;
  readonly number: number;
  readonly publicJwk: string;
  readonly sealedPrivateJwk: string;
  readonly createdAt: number;
  readonly retiredAt: number | null;
}

/** The keys that still verify, newest first: not retired, or only after `verifiesSince`. */
export function list(queries: Queries, verifiesSince: number): Promise<SigningKeyRow[]> {
  return selectKeys(queries)
    .where((eb) => eb.or([eb('retired_at', 'is', null), eb('retired_at', '>', verifiesSince)]))
    .execute();
}

/** Every stored key, newest first. */
export function listAll(queries: Queries): Promise<SigningKeyRow[]> {
  return selectKeys(queries).execute();
}

function selectKeys(queries: Queries) {
  return queries
    .selectFrom('signing_keys')
    .select([
      'id',
      'number',
      'public_jwk as publicJwk',
      'sealed_private_jwk as sealedPrivateJwk',
      'created_at as createdAt',
      'retired_at as retiredAt',
    ])
    .orderBy('number', 'desc');
}

/** Inserts a key unless another process inserted this number first. */
export async function insert(trx: Transaction, key: SigningKeyRow): Promise<void> {
  await trx
    .insertInto('signing_keys')
    .values({
      id: key.id,
      number: key.number,
      public_jwk: key.publicJwk,
      sealed_private_jwk: key.sealedPrivateJwk,
      created_at: key.createdAt,
      retired_at: key.retiredAt,
    })
    .onConflict((conflict) => conflict.column('number').doNothing())
    .execute();
}

/** Retires the signers and returns the highest number so far. */
export async function retireAll(trx: Transaction, now: number): Promise<number> {
  await trx.updateTable('signing_keys').set({ retired_at: now }).where('retired_at', 'is', null).execute();
  const { highest } = await trx
    .selectFrom('signing_keys')
    .select((eb) => eb.fn.max('number').as('highest'))
    .executeTakeFirstOrThrow();
  return highest ?? 0;
}

/** Removes keys retired before `retiredBefore`, whose tokens have all expired. */
export async function removeRetired(trx: Transaction, retiredBefore: number): Promise<void> {
  await trx.deleteFrom('signing_keys').where('retired_at', '<', retiredBefore).execute();
}
