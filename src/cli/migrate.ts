import { Command } from 'commander';
import { prepareDatabase } from '../app/index.ts';
import { settings } from './settings.ts';

export function migrateCommand(): Command {
  return new Command('migrate').description('Bring the database up to date and stop.').action(async () => {
    const database = await prepareDatabase(settings());
    await database.close();
  });
}
