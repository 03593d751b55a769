import { sql } from 'kysely';
import type { Database } from '../../src/db/index.ts';

/** Every row of every table, as sorted texts by table: equal before and after means that nothing was written. */
export async function everythingStored({ engine, read }: Database): Promise<Record<string, string[]>> {
  const names =
    engine === 'sqlite'
      ? sql<{
          name: string;
        }>`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`
      : sql<{
          name: string;
        }>`select table_name as name from information_schema.tables where table_schema = 'public'`;
  const stored: Record<string, string[]> = {};
  for (const { name } of (await names.execute(read)).rows) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(read);
    stored[name] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return stored;
}
