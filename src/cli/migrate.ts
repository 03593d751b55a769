import type { Command } from 'commander';
import { migrationsFolder, prepareDatabase } from '../app/index.ts';
import type { Config } from '../config/index.ts';
import { type Database, schemaState } from '../db/index.ts';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../operations/index.ts';
import { newCommand } from './command.ts';
import { describePlace, placeOfConfig } from './existing-database.ts';
import { createProgress } from './progress.ts';
import { readSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';

export function migrateCommand(terminal: Terminal): Command {
  return newCommand('migrate', 'cli.migrate', terminal).action(() => migrateDatabase(terminal));
}

/** Opens and migrates the database, and shows progress instead of logging it. */
export async function prepareQuietly(
  { say }: Terminal,
  config: Config,
  onCount: (migrations: number) => void = () => {},
): Promise<Database> {
  const progress = createProgress(process.stderr, systemClock);
  try {
    return await prepareDatabase(config, {
      logger: createLogger('error'),
      onMigration: (migration) => {
        onCount(migration.total);
        progress.report(say('cli.migrating', migration));
      },
      onWaiting: ({ target, error }) =>
        progress.report(say('cli.database_waiting', { place: target, error })),
    });
  } finally {
    progress.end();
  }
}

async function migrateDatabase(terminal: Terminal): Promise<void> {
  const { say } = terminal;
  const config = readSettings(terminal);
  process.stdout.write(`${describePlace(terminal, placeOfConfig(config))}\n`);
  let count = 0;
  const database = await prepareQuietly(terminal, config, (total) => {
    count = total;
  });
  try {
    const { version } = await schemaState(database, migrationsFolder);
    process.stdout.write(`${say('cli.migrated', { version, count })}\n`);
  } finally {
    await database.close();
  }
}
