import { sql } from 'kysely';
import { type Queries, statement, type Transaction } from '../db/index.ts';
import type { AccountId } from '../lib/id.ts';

declare module '../db/index.ts' {
  interface Tables {
    referral_counts: { referrer_id: AccountId; counted: number };
    referral_watermark: { id: number; counted_until: number };
  }
}

const selectCounted = statement((queries, { referrerId }: { referrerId: AccountId }) =>
  queries.selectNoFrom((eb) => [
    eb.selectFrom('referral_counts').select('counted').where('referrer_id', '=', referrerId).as('counted'),
    eb.selectFrom('referral_watermark').select('counted_until').as('until'),
  ]),
);

const selectRecent = statement((queries, { referrerId, until }: { referrerId: AccountId; until: number }) =>
  queries
    .selectFrom('referrals')
    .select((eb) => eb.fn.countAll<number>().as('recent'))
    .where('referrer_id', '=', referrerId)
    .where('activated_at', '>', until),
);

/**
 * How many people `referrerId` invited: exact, counting only what came after the watermark. Two statements, because
 * PostgreSQL must know the watermark to see that few rows follow it; with a subquery it expects a third of the table
 * and starts two parallel workers. The count stays exact when the watermark moves in between: what is counted up to the
 * one that was read no longer changes.
 */
export async function countByReferrer(queries: Queries, referrerId: AccountId): Promise<number> {
  const [row] = await selectCounted(queries, { referrerId });
  const [rest] = await selectRecent(queries, { referrerId, until: row?.until ?? 0 });
  return (row?.counted ?? 0) + (rest?.recent ?? 0);
}

/**
 * Moves the watermark to `until` and returns where it was; undefined when it is not before `until`, or when another
 * process has moved it: the conditional update lets only one through.
 */
export async function moveWatermark(trx: Transaction, until: number): Promise<number | undefined> {
  const { counted_until: from } = await trx
    .selectFrom('referral_watermark')
    .select('counted_until')
    .executeTakeFirstOrThrow();
  const { numUpdatedRows } = await trx
    .updateTable('referral_watermark')
    .set({ counted_until: until })
    .where('counted_until', '=', from)
    .where('counted_until', '<', until)
    .executeTakeFirst();
  return numUpdatedRows === 0n ? undefined : from;
}

/** Adds the activations after `from`, up to `until`, to the counts. */
export async function addToCounts(trx: Transaction, from: number, until: number): Promise<void> {
  await trx
    .insertInto('referral_counts')
    .columns(['referrer_id', 'counted'])
    .expression((eb) =>
      eb
        .selectFrom('referrals')
        .select((inner) => ['referrer_id', inner.fn.countAll<number>().as('counted')])
        .where('activated_at', '>', from)
        .where('activated_at', '<=', until)
        .groupBy('referrer_id')
        .orderBy('referrer_id'),
    )
    .onConflict((conflict) =>
      conflict.column('referrer_id').doUpdateSet({
        counted: sql`referral_counts.counted + excluded.counted`,
      }),
    )
    .execute();
}
