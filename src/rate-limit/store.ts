import type { Transaction } from '../db/index.ts';
import type { NamedLimit } from './limit.ts';
import { countStatement } from './shared-statements.ts';

declare module '../db/index.ts' {
  interface Tables {
    limit_windows: { name: string; key: string; count: number; resets_at: number };
  }
}

/** The window of a limit: how much is counted in it, and when it ends (epoch milliseconds). */
export interface Window {
  readonly count: number;
  readonly resetsAt: number;
}

/** Counts one in the current window; false when it is used up. */
export async function count(trx: Transaction, limit: NamedLimit, now: number): Promise<boolean> {
  const { name, key, windowSeconds } = limit;
  const row = { name, key, count: 1, resets_at: now + windowSeconds * 1000 };
  return (await countStatement(limit)(trx, row)).length === 1;
}

export function find(trx: Transaction, { name, key }: NamedLimit): Promise<Window | undefined> {
  return trx
    .selectFrom('limit_windows')
    .select(['count', 'resets_at as resetsAt'])
    .where('name', '=', name)
    .where('key', '=', key)
    .executeTakeFirst();
}

/** Removes the windows that ended before `now` (epoch milliseconds). */
export async function removeOld(trx: Transaction, now: number): Promise<void> {
  await trx.deleteFrom('limit_windows').where('resets_at', '<', now).execute();
}
