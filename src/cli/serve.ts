import type { Command } from 'commander';
import { serve } from '../main.ts';
import { newCommand } from './command.ts';
import { readSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';

export function serveCommand(terminal: Terminal): Command {
  return newCommand('serve', 'cli.serve', terminal).action(() =>
    serve(readSettings(terminal), terminal.locale),
  );
}
