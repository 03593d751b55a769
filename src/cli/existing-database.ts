import { migrationsFolder } from '../app/index.ts';
import type { Config } from '../config/index.ts';
import {
  type Database,
  DatabaseAbsent,
  openDatabase,
  type Place,
  placeOf,
  type SchemaState,
  schemaState,
} from '../db/index.ts';
import { deriveKey } from '../lib/secret-keys.ts';
import { refuseOtherSecretKey } from '../sessions/index.ts';
import { CliError } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** How long a question waits for a database that does not answer. */
const waitSeconds = 3;

export function placeOfConfig({ databaseUrl: url, dataDir }: Config): Place {
  return placeOf({ url, dataDir });
}

/** `Database: SQLite, /srv/pozovi/data/pozovi.db`. */
export function describePlace({ say }: Terminal, place: Place): string {
  return say('cli.database', named(place));
}

function named({ engine, place }: Place) {
  return { engine: engine === 'sqlite' ? 'SQLite' : 'PostgreSQL', place };
}

/**
 * Opens the database read-only. Neither creates nor migrates it.
 *
 * @throws DatabaseAbsent, DatabaseRefusal, DatabaseUnavailable
 */
export function openToAsk({ databaseUrl: url, dataDir, databasePrepared }: Config): Promise<Database> {
  return openDatabase({ url, dataDir, preparedStatements: databasePrepared, readOnly: true, waitSeconds });
}

/**
 * Runs a question on an existing database.
 *
 * @throws CliError when it is absent, or its schema is not the program's; WrongSecretKey.
 */
export async function askDatabase<T>(config: Config, ask: (database: Database) => Promise<T>): Promise<T> {
  const database = await openExisting(config);
  try {
    await refuseUnfit(config, database);
    return await ask(database);
  } finally {
    await database.close();
  }
}

/** Runs a change on an existing database. Throws as `askDatabase` does. */
export async function changeDatabase<T>(
  config: Config,
  change: (database: Database) => Promise<T>,
): Promise<T> {
  // Opening it for writing would create it.
  await askDatabase(config, async () => {});
  const { databaseUrl: url, dataDir, databasePrepared } = config;
  const database = await openDatabase({ url, dataDir, preparedStatements: databasePrepared, waitSeconds });
  try {
    return await change(database);
  } finally {
    await database.close();
  }
}

async function openExisting(config: Config): Promise<Database> {
  try {
    return await openToAsk(config);
  } catch (error) {
    // Pozovi makes the embedded database itself; one of PostgreSQL is made by the operator, as the error says.
    if (!(error instanceof DatabaseAbsent) || config.databaseUrl !== undefined) throw error;
    throw new CliError('cli.database_absent', named(placeOfConfig(config)));
  }
}

async function refuseUnfit(config: Config, database: Database): Promise<void> {
  const schema = await schemaState(database, migrationsFolder);
  if (schema.state !== 'current') throw unfit(schema, placeOfConfig(config));
  await refuseOtherSecretKey(database.read, deriveKey(config.secretKey, 'signingKeys'));
}

function unfit({ state, version, wanted }: SchemaState, place: Place): CliError {
  if (state === 'none') return new CliError('cli.database_empty', named(place));
  const key = state === 'older' ? 'cli.database_older' : 'cli.database_newer';
  return new CliError(key, { version, wanted, ...named(place) });
}
