import type { Queries, Transaction } from '../db/index.ts';
import type { ErasedPhoneHash } from '../lib/phone-hash.ts';

declare module '../db/index.ts' {
  interface Tables {
    erased_phone_numbers: { phone_hash: ErasedPhoneHash; erased_at: number };
  }
}

export async function insert(trx: Transaction, phoneHash: ErasedPhoneHash, now: number): Promise<void> {
  await trx
    .insertInto('erased_phone_numbers')
    .values({ phone_hash: phoneHash, erased_at: now })
    .onConflict((conflict) => conflict.column('phone_hash').doUpdateSet({ erased_at: now }))
    .execute();
}

export async function has(queries: Queries, phoneHash: ErasedPhoneHash): Promise<boolean> {
  const row = await queries
    .selectFrom('erased_phone_numbers')
    .select('erased_at')
    .where('phone_hash', '=', phoneHash)
    .executeTakeFirst();
  return row !== undefined;
}
