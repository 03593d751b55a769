import { fileURLToPath } from 'node:url';
import { banner, createApp, createJobs } from './app/index.ts';
import type { Config } from './config/index.ts';
import { type Database, migrate, openDatabase } from './db/index.ts';
import { systemClock } from './lib/clock.ts';
import { secureRandom } from './lib/random.ts';
import { createLogger, keepMemoryLow, schedule } from './operations/index.ts';

/** Where the migrations are: beside `src`, or beside what it was compiled to. */
export const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** From SIGTERM to the end of the process. */
const stopDeadlineMs = 9_000;
/** Connections that may wait to be taken, if the system allows so many; one more has to try again after a second. */
const backlogMax = 4096;

/** Opens the database that the settings name, says so while it is waited for, and brings its schema up to date. */
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

/** The process: settings → database → app → listen; on SIGTERM or SIGINT it drains and closes. */
export async function serve(config: Config): Promise<void> {
  const logger = createLogger(config.logLevel);
  const clock = systemClock;
  const database = await prepareDatabase(config, logger);
  const random = secureRandom;
  const { server, metricsServer, drain } = await createApp({ config, database, clock, random, logger });
  const stopJobs = schedule(createJobs({ config, database, clock }), logger);

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping: no request that has arrived is dropped');
    await drain.close(stopDeadlineMs);
    await metricsServer?.close();
    await stopJobs();
    await database.close();
    logger.info('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

  await server.listen({ host: config.host, port: config.port, backlog: backlogMax });
  keepMemoryLow();
  await metricsServer?.listen({ host: config.host, port: config.metricsPort ?? 0 });
  logger.info({ addresses: server.addresses(), mode: config.mode }, 'listening');
  if (config.mode === 'development') process.stdout.write(banner(config.publicUrl, config.defaultLocale));
}
