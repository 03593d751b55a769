import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseRefusal } from '../errors.ts';
import { isBusy, sqliteError } from './errors.ts';
import { databaseFile } from './file.ts';
import { refusalOfSqlite } from './version.ts';

const readerBusyMs = 5000;
const openTriesMax = 100;

export interface Connections {
  readonly version: string;
  /** Writes, one transaction at a time. No busy timeout, which would block the thread: BEGIN is retried. */
  readonly writer: DatabaseSync;
  /** Reads the last commit while the writer writes; cannot write. */
  readonly reader: DatabaseSync;
}

/**
 * Opens the file with the settings that make commits durable.
 *
 * @throws DatabaseRefusal when the library is too old, DatabaseUnavailable when the file cannot be used.
 */
export async function openConnections(dataDir: string): Promise<Connections> {
  const path = databaseFile(dataDir);
  for (let tries = 1; ; tries += 1) {
    try {
      return open(path);
    } catch (error) {
      // Turning the WAL on is one of the few steps that do not wait for another process.
      if (!isBusy(error) || tries >= openTriesMax) throw sqliteError(error);
      await delay(20);
    }
  }
}

function open(path: string): Connections {
  const writer = new DatabaseSync(path, { timeout: 0, enableForeignKeyConstraints: true });
  try {
    const version = String(writer.prepare('select sqlite_version() as version').get()?.version);
    const refusal = refusalOfSqlite(version);
    if (refusal !== undefined) throw new DatabaseRefusal(refusal);
    writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    const reader = new DatabaseSync(path, { timeout: readerBusyMs, enableForeignKeyConstraints: true });
    reader.exec('PRAGMA query_only = ON;');
    return { version, writer, reader };
  } catch (error) {
    writer.close();
    throw error;
  }
}
