import { connectionOf } from './connection.ts';
import type { Transaction } from './tables.ts';

/**
 * Holds the lock of that name, across all processes, to the end of the transaction. On SQLite it does
 * nothing: BEGIN IMMEDIATE has already taken the one write lock there is.
 *
 * @throws DatabaseUnavailable when another transaction holds it for longer than 5 s.
 */
export async function lock(trx: Transaction, name: string): Promise<void> {
  const connection = await connectionOf(trx);
  await connection.lock(name);
}
