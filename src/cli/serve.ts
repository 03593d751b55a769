import { Command } from 'commander';
import { serve } from '../main.ts';
import { settings } from './settings.ts';

export function serveCommand(): Command {
  return new Command('serve')
    .description('Bring the database up to date and serve. The default.')
    .action(async () => {
      await serve(settings());
    });
}
