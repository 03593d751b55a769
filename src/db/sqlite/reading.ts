import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { plainConnection } from '../connection.ts';
import type { Database } from '../database.ts';
import { DatabaseAbsent } from '../errors.ts';
import { sqliteBuilder } from './builder.ts';
import { sqliteError } from './errors.ts';
import { filePath, refuseMoved } from './file.ts';
import { statementRunner } from './statements.ts';

const busyMs = 5000;

/**
 * Opens `pozovi.db` in `dataDir` read-only, and leaves nothing behind, neither a file nor a change.
 *
 * @throws DatabaseAbsent when there is no such file, DatabaseRefusal when its data has moved, DatabaseUnavailable when it cannot be read.
 */
export async function openSqliteForReading(dataDir: string): Promise<Database> {
  const path = filePath(dataDir);
  refuseMoved(dataDir);
  if (!existsSync(path)) throw new DatabaseAbsent(`There is no database at ${path}.`);
  const reader = openReader(path);
  const run = statementRunner(reader);
  const builder = sqliteBuilder();
  return {
    engine: 'sqlite',
    version: String(reader.prepare('select sqlite_version() as version').get()?.version),
    read: builder.queries(plainConnection(({ sql, parameters }) => run(sql, parameters))),
    transaction: () => Promise.reject(new Error('the database was opened to be read')),
    ping: async () => {
      run('select count(*) as tables from sqlite_schema', []);
    },
    close: async () => {
      if (reader.isOpen) reader.close();
    },
  };
}

function openReader(path: string): DatabaseSync {
  try {
    // Without a WAL nobody has the file open, so it is read as is: SQLite would create a WAL and leave it there.
    const location = existsSync(`${path}-wal`) ? path : immutable(path);
    const reader = new DatabaseSync(location, { readOnly: true, timeout: busyMs });
    reader.prepare('select count(*) from sqlite_schema').get();
    return reader;
  } catch (error) {
    throw sqliteError(error);
  }
}

function immutable(path: string): URL {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  return url;
}
