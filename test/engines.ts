/**
 * The engines that every test about stored data runs on:
 * `for (const engine of engines) test(`${engine.name}: …`, { skip: engine.skip }, …)`.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../src/db/index.ts';

export interface TestDatabase {
  /** The address on PostgreSQL; undefined on SQLite. */
  url?: string;
  dataDir: string;
  /** Gives the database up, whoever is still connected, and removes the folder. */
  remove(): Promise<void>;
}

export interface Engine {
  name: 'sqlite' | 'postgresql';
  /** Why its tests cannot run here, or false. */
  skip: string | false;
  /** A new empty database of its own. */
  createDatabase(): Promise<TestDatabase>;
}

const SERVER_URL = process.env.TEST_POSTGRES_URL ?? 'postgres://root@127.0.0.1:5432/postgres';

const sqlite: Engine = {
  name: 'sqlite',
  skip: false,
  createDatabase: async () => {
    const dataDir = await makeDataDir();
    return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
  },
};

const postgresql: Engine = {
  name: 'postgresql',
  skip: await postgresqlSkip(),
  createDatabase: async () => {
    const name = spares.pop() ?? (await createOnServer());
    const dataDir = await makeDataDir();
    return {
      url: urlOf(name),
      dataDir,
      remove: async () => {
        await empty(name);
        spares.push(name);
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  },
};

/** Databases that are empty again: making one takes a third of a second, emptying one a fiftieth. */
const spares: string[] = [];
process.once('beforeExit', async () => {
  if (spares.length === 0) return;
  await onServer(SERVER_URL, async ({ read }) => {
    for (const name of spares) await sql`drop database if exists ${sql.id(name)} with (force)`.execute(read);
  });
});

async function createOnServer(): Promise<string> {
  const name = `pozovi_test_${randomBytes(8).toString('hex')}`;
  await onServer(SERVER_URL, ({ read }) =>
    sql`create database ${sql.id(name)} template template0`.execute(read),
  );
  return name;
}

/** Disconnects whoever is still there and drops all that was made. */
async function empty(name: string): Promise<void> {
  await onServer(urlOf(name), async (database) => {
    await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(database.read);
    await database.transaction(async (trx) => {
      await sql`drop schema public cascade`.execute(trx);
      await sql`create schema public`.execute(trx);
    });
  });
}

function urlOf(name: string): string {
  const url = new URL(SERVER_URL);
  url.pathname = `/${name}`;
  return url.href;
}

export const engines: Engine[] = [sqlite, postgresql];

function makeDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'pozovi-test-'));
}

async function onServer<T>(url: string, work: (server: Database) => Promise<T>): Promise<T> {
  const server = await openDatabase({ url, dataDir: '', waitSeconds: 0 });
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

/** With POZOVI_REQUIRE_POSTGRES=1 nothing is skipped: where there is no server, the tests fail. */
async function postgresqlSkip(): Promise<string | false> {
  if (process.env.POZOVI_REQUIRE_POSTGRES === '1') return false;
  try {
    await onServer(SERVER_URL, (server) => server.ping());
    return false;
  } catch (error) {
    return `PostgreSQL is not there (${error instanceof Error ? error.message : error})`;
  }
}
