import { fileURLToPath } from 'node:url';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../config/index.ts';
import {
  type Database,
  hasTable,
  migrate,
  type OnMigration,
  openDatabase,
  type WaitingProgress,
} from '../db/index.ts';
import { deriveKey } from '../lib/secret-keys.ts';
import { createLogger } from '../operations/index.ts';
import { refuseOtherSecretKey } from '../sessions/index.ts';

/** Where the migrations are: beside `src`, or beside what it was compiled to. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

interface Preparation {
  readonly logger?: FastifyBaseLogger;
  readonly onMigration?: OnMigration;
  /** Called about once a second while the database does not answer. By default it is logged. */
  readonly onWaiting?: (progress: WaitingProgress) => void;
}

/**
 * Opens the database that the settings name, logs while it waits for it, and brings its schema up to date.
 *
 * @throws WrongSecretKey before anything is changed; DatabaseRefusal, DatabaseUnavailable.
 */
export async function prepareDatabase(config: Config, preparation: Preparation = {}): Promise<Database> {
  const { logger = createLogger(config.logLevel), onMigration = () => {} } = preparation;
  const logWaiting = (progress: WaitingProgress) => logger.warn(progress, 'waiting for the database');
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    preparedStatements: config.databasePrepared,
    connectionsMax: config.databasePool,
    onWaiting: preparation.onWaiting ?? logWaiting,
    onWarning: (message, error) => logger.warn({ err: error }, message),
  });
  if (await hasTable(database, 'signing_keys')) {
    await refuseOtherSecretKey(database.read, deriveKey(config.secretKey, 'signingKeys'));
  }
  const { applied, version } = await migrate(database, migrationsFolder, { onMigration });
  logger.info(
    { engine: database.engine, version: database.version, schema: version, applied },
    'the database is ready',
  );
  return database;
}
