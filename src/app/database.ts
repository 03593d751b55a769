import { fileURLToPath } from 'node:url';
import type { Config } from '../config/index.ts';
import { type Database, migrate, openDatabase } from '../db/index.ts';
import { createLogger } from '../operations/index.ts';

/** Where the migrations are: beside `src`, or beside what it was compiled to. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Opens the database that the settings name, logs while it waits for it, and brings its schema up to date. */
export async function prepareDatabase(
  config: Config,
  logger = createLogger(config.logLevel),
): Promise<Database> {
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    preparedStatements: config.databasePrepared,
    connectionsMax: config.databasePool,
    onWaiting: (progress) => logger.warn(progress, 'waiting for the database'),
    onWarning: (message, error) => logger.warn({ err: error }, message),
  });
  const { applied, version } = await migrate(database, migrationsFolder);
  logger.info(
    { engine: database.engine, version: database.version, schema: version, applied },
    'the database is ready',
  );
  return database;
}
