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

/** A command that has `commands` below it, and `help` for them. */
export function newGroup(
  name: string,
  description: TextKey,
  terminal: Terminal,
  commands: readonly Command[],
): Command {
  const group = newCommand(name, description, terminal).helpCommand(false);
  for (const command of commands) group.addCommand(command);
  return group.addCommand(helpOf(group, terminal));
}

/** `help keys rotate`. Commander's own takes an unknown name for a request for the whole help. */
function helpOf(group: Command, terminal: Terminal): Command {
  return newCommand('help', 'cli.option_help', terminal)
    .argument('[command...]')
    .action((words: readonly string[]) => {
      let shown = group;
      for (const word of words) {
        if (shown.commands.length === 0) break;
        const next = shown.commands.find((command) => command.name() === word);
        // A group refuses what it does not know, and proposes the nearest.
        if (next === undefined) shown.parse([word], { from: 'user' });
        else shown = next;
      }
      shown.help();
    });
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
