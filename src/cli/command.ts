import { Command } from 'commander';
import type { TextKey } from '../i18n/index.ts';
import type { Terminal } from './terminal.ts';

const titles: Readonly<Record<string, TextKey>> = {
  'Usage:': 'cli.help_usage',
  'Arguments:': 'cli.help_arguments',
  'Options:': 'cli.help_options',
  'Global Options:': 'cli.help_global_options',
  'Commands:': 'cli.help_commands',
};

/** A command that has others below it. */
export function newGroup(name: string, description: TextKey, terminal: Terminal): Command {
  return newCommand(name, description, terminal).helpCommand(
    'help [command]',
    terminal.say('cli.option_help'),
  );
}

/** A command in the terminal's language that throws its errors instead of ending the process. */
export function newCommand(name: string, description: TextKey, { say }: Terminal): Command {
  return new Command(name)
    .description(say(description))
    .helpOption('-h, --help', say('cli.option_help'))
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => {
        const key = titles[title];
        return key === undefined ? title : say(key);
      },
    });
}
