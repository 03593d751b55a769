/**
 * The engines that every test about stored data runs on:
 * `for (const engine of engines) test(`${engine.name}: …`, { skip: engine.skip }, …)`.
 */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase } from '../src/db/index.ts';
import { migrationsFolder } from './migrations.ts';
import { askServer, type DatabaseKind, takeDatabase } from './postgresql-databases.ts';

export interface TestDatabase {
  /** The address on PostgreSQL; undefined on SQLite. */
  url?: string;
  dataDir: string;
  /** Drops the database, even with open connections, and removes the folder. */
  remove(): Promise<void>;
}

export interface Engine {
  name: 'sqlite' | 'postgresql';
  /** Why its tests cannot run here, or false. */
  skip: string | false;
  /** A database of its own without a table. */
  createDatabase(): Promise<TestDatabase>;
  /** A database of its own with all tables, and no row in them. */
  createMigrated(): Promise<TestDatabase>;
}

/** The file of the embedded database in its folder. */
const fileName = 'pozovi.db';

const sqlite: Engine = {
  name: 'sqlite',
  skip: false,
  createDatabase: createFolder,
  createMigrated: async () => {
    template ??= makeTemplate();
    const [place, file] = [await createFolder(), await template];
    await copyFile(file, join(place.dataDir, fileName));
    return place;
  },
};

const postgresql: Engine = {
  name: 'postgresql',
  skip: await postgresqlSkip(),
  createDatabase: () => createOnServer('empty'),
  createMigrated: () => createOnServer('migrated'),
};

export const engines: Engine[] = [sqlite, postgresql];

async function createFolder(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(process.env.TEST_FOLDER ?? tmpdir(), 'pozovi-test-'));
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

let template: Promise<string> | undefined;

/** The file that each migrated database begins as. */
async function makeTemplate(): Promise<string> {
  const { dataDir, remove } = await createFolder();
  process.once('beforeExit', remove);
  const database = await openDatabase({ dataDir });
  await migrate(database, migrationsFolder);
  await database.close();
  return join(dataDir, fileName);
}

async function createOnServer(kind: DatabaseKind): Promise<TestDatabase> {
  const [database, folder] = [await takeDatabase(kind), await createFolder()];
  return {
    url: database.url,
    dataDir: folder.dataDir,
    remove: async () => {
      await database.release();
      await folder.remove();
    },
  };
}

/** With POZOVI_REQUIRE_POSTGRES=1 nothing is skipped: where there is no server, the tests fail. */
async function postgresqlSkip(): Promise<string | false> {
  if (process.env.POZOVI_REQUIRE_POSTGRES === '1') return false;
  try {
    await askServer();
    return false;
  } catch (error) {
    return `PostgreSQL is not there (${error instanceof Error ? error.message : error})`;
  }
}
