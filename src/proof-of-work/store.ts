import { statement, type Transaction } from '../db/index.ts';

declare module '../db/index.ts' {
  interface Tables {
    used_proofs: { id: string; expires_at: number };
  }
}

const insertOnce = statement((queries, { id, expiresAt }: { id: string; expiresAt: number }) =>
  queries
    .insertInto('used_proofs')
    .values({ id, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id'),
);

/** Notes that a proof is used; whether it was the first to be. */
export async function use(trx: Transaction, proof: { id: string; expiresAt: number }): Promise<boolean> {
  return (await insertOnce(trx, proof)).length === 1;
}

/** Forgets proofs whose challenge expired before `before` (epoch milliseconds). */
export async function removeExpired(trx: Transaction, before: number): Promise<void> {
  await trx.deleteFrom('used_proofs').where('expires_at', '<', before).execute();
}
