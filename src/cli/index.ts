import { Command } from 'commander';
import { doctorCommand } from './doctor.ts';
import { keysCommand } from './keys.ts';
import { migrateCommand } from './migrate.ts';
import { moveCommand } from './move.ts';
import { serveCommand } from './serve.ts';
import { unlockCommand } from './unlock.ts';
import { whyCommand } from './why.ts';

/** The command line: one verb per file. */
export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command('pozovi')
    .description('Sign-in by phone code and invitations, in one process.')
    .addCommand(serveCommand(), { isDefault: true })
    .addCommand(migrateCommand())
    .addCommand(moveCommand())
    .addCommand(keysCommand())
    .addCommand(doctorCommand())
    .addCommand(whyCommand())
    .addCommand(unlockCommand());
  await program.parseAsync([...argv]);
}
