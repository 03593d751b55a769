import { sql } from 'kysely';
import { type Clock, systemClock } from '../lib/clock.ts';
import { connectionOf } from './connection.ts';
import type { Database } from './database.ts';
import { DatabaseRefusal, DatabaseUnavailable } from './errors.ts';
import { lock } from './lock.ts';
import { type Migration, readMigrations } from './migration-files.ts';
import type { Queries, SchemaMigrationTable, Transaction } from './tables.ts';

/** Called with each migration before it is applied. */
export type OnMigration = (progress: MigrationProgress) => void;

export type MigrationProgress = {
  readonly name: string;
  readonly number: number;
  readonly total: number;
};

interface MigrationOptions {
  readonly clock?: Clock;
  readonly onMigration?: OnMigration;
}

export interface MigrationResult {
  /** Names of the files that were applied now. */
  readonly applied: string[];
  /** The number of the newest migration, 0 when there is none. */
  readonly version: number;
}

/**
 * Brings the database up to the newest migration of `folder`, all in one transaction: it ends either
 * there or where it was. Of several processes that call it at once, one does it and the others wait.
 *
 * @throws DatabaseRefusal when the database is newer than the folder, when an applied file has changed, or
 * when a file was added before one that is applied already.
 */
export async function migrate(
  database: Database,
  folder: string,
  { clock = systemClock, onMigration = () => {} }: MigrationOptions = {},
): Promise<MigrationResult> {
  const migrations = await readMigrations(folder);
  const version = migrations.at(-1)?.version ?? 0;
  // Most starts have nothing to apply, and need no lock to see it.
  if (await hasTable(database, 'schema_migrations')) {
    const rows = await appliedTo(database.read);
    if (rows.length >= migrations.length) {
      compare(migrations, rows);
      return { applied: [], version };
    }
  }
  return database.transaction(
    async (trx) => {
      await lock(trx, 'schema_migrations');
      await createTable(trx);
      const rows = await appliedTo(trx);
      compare(migrations, rows);
      const pending = migrations.slice(rows.length);
      for (const [index, migration] of pending.entries()) {
        onMigration({ name: migration.name, number: index + 1, total: pending.length });
        await apply(trx, migration, clock);
      }
      return { applied: pending.map(({ name }) => name), version };
    },
    { patient: true },
  );
}

/** Whether the database has a table of that name. */
export async function hasTable({ engine, read }: Database, name: string): Promise<boolean> {
  const question =
    engine === 'sqlite'
      ? sql`select 1 from sqlite_schema where name = ${name}`
      : sql`select 1 where to_regclass(${name}) is not null`;
  return (await question.execute(read)).rows.length > 0;
}

export function appliedTo(queries: Queries): Promise<SchemaMigrationTable[]> {
  return queries.selectFrom('schema_migrations').selectAll().orderBy('version').execute();
}

async function createTable(trx: Transaction): Promise<void> {
  await sql`create table if not exists schema_migrations (
    version bigint primary key, name text not null, checksum text not null, applied_at bigint not null
  )`.execute(trx);
}

async function apply(trx: Transaction, migration: Migration, clock: Clock): Promise<void> {
  const { version, name, checksum, text } = migration;
  const connection = await connectionOf(trx);
  try {
    await connection.script(text);
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error;
    throw new Error(`the migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  await trx
    .insertInto('schema_migrations')
    .values({ version, name, checksum, applied_at: clock.now() })
    .execute();
}

function compare(migrations: Migration[], rows: SchemaMigrationTable[]): void {
  const newestHere = migrations.at(-1)?.version ?? 0;
  const newestThere = rows.at(-1)?.version ?? 0;
  if (newestThere > newestHere) {
    throw new DatabaseRefusal(
      `The database is at version ${newestThere}, newer than this program, which knows versions up to ${newestHere}; start the newer program.`,
    );
  }
  for (const [index, row] of rows.entries()) {
    const migration = migrations[index];
    if (migration?.version !== row.version) {
      throw new DatabaseRefusal(
        `The database has ${row.name}, where this program has ${migration?.name ?? 'nothing'}; migrations are only added at the end.`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new DatabaseRefusal(
        `The migration ${migration.name} was changed after it had been applied; undo the change.`,
      );
    }
  }
}
