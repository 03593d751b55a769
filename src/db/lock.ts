import { connectionOf } from './connection.ts';
import type { Transaction } from './tables.ts';

/**
 * Takes the named lock, which holds across all processes, until the end of the transaction. On SQLite it does nothing:
 * BEGIN IMMEDIATE has already taken the only write lock.
 *
 * @throws DatabaseUnavailable when another transaction holds it for longer than 5 s.
 */
export async function lock(trx: Transaction, name: string): Promise<void> {
  const connection = await connectionOf(trx);
  await connection.lock(name);
}
