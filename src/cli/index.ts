import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { newGroup } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { describeFailure } from './failure.ts';
import { keysCommand } from './keys.ts';
import { migrateCommand } from './migrate.ts';
import { moveCommand } from './move.ts';
import { watchOutput } from './output.ts';
import { serveCommand } from './serve.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { unlockCommand } from './unlock.ts';
import { whyCommand } from './why.ts';

/** Runs the command line: one verb per file. On failure it prints one sentence, never a stack trace, and exits. */
export async function run(argv: readonly string[]): Promise<void> {
  const { terminal, words, failure } = openTerminal(argv.slice(2), process.cwd());
  watchOutput(terminal.say);
  try {
    if (failure !== undefined) throw failure;
    await createProgram(terminal).parseAsync(withVerb(words), { from: 'user' });
  } catch (error) {
    const { sentence, exitCode } = describeFailure(error, terminal.say);
    process.exitCode = exitCode;
    // After help or the version nothing is open, and an error of the output is still to come.
    if (sentence === undefined) return;
    process.stderr.write(`${sentence}\n`);
    // Even if something is still open.
    process.exit();
  }
}

function createProgram(terminal: Terminal): Command {
  const { say, locales } = terminal;
  const verbs = [
    serveCommand,
    migrateCommand,
    moveCommand,
    keysCommand,
    doctorCommand,
    whyCommand,
    unlockCommand,
  ];
  const commands = verbs.map((verb) => verb(terminal));
  return newGroup('pozovi', 'cli.pozovi', terminal, commands)
    .version(version(), '--version', say('cli.option_version'))
    .addOption(new Option('--lang <language>', say('cli.option_lang', { languages: locales.join(', ') })));
}

/** Without a verb it serves. */
function withVerb(words: readonly string[]): string[] {
  const [first = ''] = words;
  const isAnswered = ['-h', '--help', '--version'].includes(first);
  return first === '' || (first.startsWith('-') && !isAnswered) ? ['serve', ...words] : [...words];
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
