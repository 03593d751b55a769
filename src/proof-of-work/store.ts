import type { Transaction } from '../db/index.ts';

declare module '../db/index.ts' {
  interface Tables {
    used_proofs: { id: string; expires_at: number };
  }
}

/** Marks a proof as used. False when it was used before. */
export async function use(
  trx: Transaction,
  { id, expiresAt }: { id: string; expiresAt: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('used_proofs')
    .values({ id, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Forgets proofs whose challenge expired before `before` (epoch milliseconds). */
export async function removeExpired(trx: Transaction, before: number): Promise<void> {
  await trx.deleteFrom('used_proofs').where('expires_at', '<', before).execute();
}
