import { Command } from 'commander';
import { keysCommand } from './keys.ts';
import { migrateCommand } from './migrate.ts';
import { serveCommand } from './serve.ts';

/** The command line: one verb per file. */
export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command('pozovi')
    .description('Sign-in by phone code and invitations, in one process.')
    .addCommand(serveCommand(), { isDefault: true })
    .addCommand(migrateCommand())
    .addCommand(keysCommand());
  await program.parseAsync([...argv]);
}
