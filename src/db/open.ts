import type { Database, OpenOptions } from './database.ts';
import { DatabaseRefusal } from './errors.ts';

/**
 * Opens PostgreSQL when there is a `url`, else the embedded SQLite file `pozovi.db` in `dataDir`.
 *
 * @throws DatabaseAbsent when it is opened to be read and is not there.
 * @throws DatabaseUnavailable when PostgreSQL did not answer for `waitSeconds`, or SQLite does not open the file.
 * @throws DatabaseRefusal when the program must not run on it: too old an engine, a wrong password, a bad URL, a folder it may not use.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { url } = options;
  // Each driver is loaded only where it is used.
  if (url === undefined || url === '') {
    if (options.readOnly === true) {
      const { openSqliteForReading } = await import('./sqlite/reading.ts');
      return openSqliteForReading(options.dataDir);
    }
    const { openSqlite } = await import('./sqlite/database.ts');
    return openSqlite(options.dataDir);
  }
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new DatabaseRefusal('The database address must begin with postgres://.');
  const { openPostgresql } = await import('./postgresql/database.ts');
  return openPostgresql(url, options);
}
