import { Command } from 'commander';
import { migrationsFolder, prepareDatabase } from '../app/index.ts';
import { moveToPostgresql } from '../db/index.ts';
import { createLogger } from '../operations/index.ts';
import { settings } from './settings.ts';

/** Tables that are not empty in a new database. */
const filled = ['referral_watermark', 'governor'];

export function moveCommand(): Command {
  return new Command('move')
    .description(
      'Move all data from the file in DATA_DIR to the new PostgreSQL database of DATABASE_URL. Stop the service first.',
    )
    .action(async () => {
      const config = settings();
      if (config.databaseUrl === undefined) throw new Error('DATABASE_URL does not say where to move to.');
      const database = await prepareDatabase(config, createLogger('error'));
      try {
        const { tables, keptAs } = await moveToPostgresql(config.dataDir, database, migrationsFolder, filled);
        for (const { name, rows } of tables) process.stdout.write(`${name}: ${rows}\n`);
        process.stdout.write(
          `Everything is in PostgreSQL. Start the service with this DATABASE_URL. The file was kept as ${keptAs}.\n`,
        );
      } finally {
        await database.close();
      }
    });
}
