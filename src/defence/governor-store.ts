import type { Queries, Transaction } from '../db/index.ts';

declare module '../db/index.ts' {
  interface Tables {
    governor: { id: number; tripped_at: number; over_at: number };
  }
}

/** When the hour above the limit began, and when the limit was last exceeded (epoch milliseconds; 0 for never). */
export interface GovernorState {
  readonly trippedAt: number;
  readonly overAt: number;
}

export function findState(queries: Queries): Promise<GovernorState> {
  return queries
    .selectFrom('governor')
    .select(['tripped_at as trippedAt', 'over_at as overAt'])
    .executeTakeFirstOrThrow();
}

/** Writes the state, unless another process has written one since `overAtBefore` was read. */
export async function updateState(
  trx: Transaction,
  { trippedAt, overAt }: GovernorState,
  overAtBefore: number,
): Promise<void> {
  await trx
    .updateTable('governor')
    .set({ tripped_at: trippedAt, over_at: overAt })
    .where('over_at', '=', overAtBefore)
    .execute();
}
