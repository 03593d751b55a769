import { DatabaseSync } from 'node:sqlite';
import { DatabaseRefusal } from '../errors.ts';
import { isBusy, sqliteError } from './errors.ts';

/**
 * Opens the file for this process alone: while the connection is open, no other one can read or write. Everything
 * committed is in the one file, without a WAL, so it can be renamed.
 *
 * @throws DatabaseRefusal when another process has the file open, even if it does nothing.
 */
export function openAlone(path: string): DatabaseSync {
  const connection = new DatabaseSync(path, { timeout: 0 });
  try {
    connection.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection.close();
    if (!isBusy(error)) throw sqliteError(error);
    throw new DatabaseRefusal(`Another process has ${path} open; stop the service first.`, {
      cause: error,
      trouble: { kind: 'in_use', values: { path } },
    });
  }
}
