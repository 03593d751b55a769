/** Databases of the test server: made from a template, emptied and used again, dropped when this process ends. */
import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { sql } from 'kysely';
import { type Database, migrate, openDatabase, type Queries } from '../src/db/index.ts';
import { migrationsFolder } from './migrations.ts';

/** `empty` has no table; `migrated` has all of them, without a row. */
export type DatabaseKind = 'empty' | 'migrated';

export interface ServerDatabase {
  readonly url: string;
  /** Gives it back, even with open connections. */
  release(): Promise<void>;
}

const serverUrl = process.env.TEST_POSTGRES_URL ?? 'postgres://root@127.0.0.1:5432/postgres';

/** The owner of these databases. Those of a process of this host that has ended belong to nobody. */
const hostPrefix = `pozovi_test_${createHash('sha256').update(hostname()).digest('hex').slice(0, 8)}_`;

/** Creating a database takes a tenth of a second or more, deleting its rows a few milliseconds. */
const spares: Record<DatabaseKind, string[]> = { empty: [], migrated: [] };
const made = new Set<string>();
let template: Promise<Template> | undefined;

interface Template {
  readonly name: string;
  readonly fingerprint: string;
  /** The rows that migrations have written, as JSON, by table. */
  readonly rows: ReadonlyMap<string, string>;
}

/** Resolves when the server answers. */
export async function askServer(): Promise<void> {
  await onServer(serverUrl, (server) => server.ping());
}

export async function takeDatabase(kind: DatabaseKind): Promise<ServerDatabase> {
  const name = spares[kind].pop() ?? (await make(kind));
  return {
    url: urlOf(name),
    release: async () => {
      // One that cannot be emptied (the server may have no connection left) is dropped at the end, and fails no test.
      const empty = kind === 'empty' ? dropTables : deleteRows;
      if (await onServer(urlOf(name), empty).catch(() => false)) spares[kind].push(name);
    },
  };
}

async function make(kind: DatabaseKind): Promise<string> {
  if (made.size === 0) {
    process.once('beforeExit', () => drop([...made]));
    await sweep();
  }
  if (kind === 'empty') return create('template0');
  template ??= makeTemplate();
  const name = await create((await template).name);
  // No test stops this server: to wait for its disk would prove nothing. The bench is not run so.
  if (process.env.TEST_FOLDER !== undefined) {
    await onServer(serverUrl, ({ read }) =>
      sql`alter database ${sql.id(name)} set synchronous_commit = off`.execute(read),
    );
  }
  return name;
}

async function create(from: string): Promise<string> {
  const name = `${hostPrefix}${process.pid}_${randomBytes(6).toString('hex')}`;
  made.add(name);
  await onServer(serverUrl, async ({ read }) => {
    await sql`create database ${sql.id(name)} template ${sql.id(from)}`.execute(read);
  });
  return name;
}

async function makeTemplate(): Promise<Template> {
  const name = await create('template0');
  return onServer(urlOf(name), async (database) => {
    await migrate(database, migrationsFolder);
    return { name, fingerprint: await fingerprintOf(database), rows: await rowsOf(database) };
  });
}

async function rowsOf({ read }: Database): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  for (const table of await tablesOf(read)) {
    const result = await sql<{
      json: string | null;
    }>`select json_agg(t)::text as json from ${sql.id(table)} t`.execute(read);
    const json = result.rows[0]?.json;
    if (typeof json === 'string') rows.set(table, json);
  }
  return rows;
}

async function tablesOf(queries: Queries): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = 'public' and tablename <> 'schema_migrations'`.execute(queries);
  return rows.map(({ name }) => name);
}

/** Drops what killed runs have left behind. */
async function sweep(): Promise<void> {
  const { rows } = await onServer(serverUrl, ({ read }) =>
    sql<{
      name: string;
    }>`select datname as name from pg_database where datname like ${`${hostPrefix}%`}`.execute(read),
  );
  await drop(rows.map(({ name }) => name).filter((name) => !isAlive(Number(name.split('_').at(-2)))));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function drop(names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await onServer(serverUrl, async ({ read }) => {
    for (const name of names) {
      await sql`drop database if exists ${sql.id(name)} with (force)`.execute(read);
      made.delete(name);
    }
  });
}

async function dropTables(database: Database): Promise<boolean> {
  await disconnectOthers(database);
  await database.transaction(async (trx) => {
    await sql`drop schema public cascade`.execute(trx);
    await sql`create schema public`.execute(trx);
  });
  return true;
}

/** Restores the database to its initial state. Returns whether that was possible. */
async function deleteRows(database: Database): Promise<boolean> {
  await disconnectOthers(database);
  const made = await template;
  if (made === undefined || (await fingerprintOf(database)) !== made.fingerprint) return false;
  try {
    await database.transaction(async (trx) => {
      // Foreign keys unchecked, which needs a superuser; without one the database is dropped and created again.
      await sql`set local session_replication_role = replica`.execute(trx);
      for (const table of await tablesOf(trx)) await sql`delete from ${sql.id(table)}`.execute(trx);
      for (const [table, rows] of made.rows) {
        const of = sql.id(table);
        await sql`insert into ${of} select * from json_populate_recordset(null::${of}, ${rows})`.execute(trx);
      }
    });
    return true;
  } catch {
    return false;
  }
}

async function disconnectOthers({ read }: Database): Promise<void> {
  await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(read);
}

/** What a test may have changed besides rows. */
async function fingerprintOf({ read }: Database): Promise<string> {
  const { rows } = await sql`select
    (select count(*) from pg_class where relnamespace = 'public'::regnamespace) as relations,
    (select count(*) from pg_constraint where connamespace = 'public'::regnamespace) as constraints,
    (select string_agg(name || checksum, ',' order by version) from schema_migrations) as migrations`.execute(
    read,
  );
  return JSON.stringify(rows);
}

function urlOf(name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer<T>(url: string, work: (server: Database) => Promise<T>): Promise<T> {
  const server = await openDatabase({ url, dataDir: '', waitSeconds: 0 });
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}
