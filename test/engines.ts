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
  /** Drops the database (whoever is still connected) and removes the folder. */
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
    const name = `pozovi_test_${randomBytes(8).toString('hex')}`;
    const dataDir = await makeDataDir();
    await onServer((server) => sql`create database ${sql.id(name)} template template0`.execute(server.read));
    const url = new URL(SERVER_URL);
    url.pathname = `/${name}`;
    return {
      url: url.href,
      dataDir,
      remove: async () => {
        await onServer((server) =>
          sql`drop database if exists ${sql.id(name)} with (force)`.execute(server.read),
        );
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  },
};

export const engines: Engine[] = [sqlite, postgresql];

function makeDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'pozovi-test-'));
}

async function onServer<T>(work: (server: Database) => Promise<T>): Promise<T> {
  const server = await openDatabase({ url: SERVER_URL, dataDir: '', waitSeconds: 0 });
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
    await onServer((server) => server.ping());
    return false;
  } catch (error) {
    return `PostgreSQL is not there (${error instanceof Error ? error.message : error})`;
  }
}
