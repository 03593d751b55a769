import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { newGroup } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { describeFailure } from './failure.ts';
import { keysCommand } from './keys.ts';
import { migrateCommand } from './migrate.ts';
import { moveCommand } from './move.ts';
import { outliveReaders } from './output.ts';
import { serveCommand } from './serve.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { unlockCommand } from './unlock.ts';
import { whyCommand } from './why.ts';

/** Runs the command line: one verb per file. On failure it prints one sentence, never a stack trace, and exits. */
export async function run(argv: readonly string[]): Promise<void> {
  outliveReaders();
  const { terminal, words, failure } = openTerminal(argv.slice(2), process.cwd());
  try {
    if (failure !== undefined) throw failure;
    await createProgram(terminal).parseAsync(withVerb(words), { from: 'user' });
  } catch (error) {
    const { sentence, exitCode } = describeFailure(error, terminal.say);
    if (sentence !== undefined) process.stderr.write(`${sentence}\n`);
    // Even if something is still open.
    process.exit(exitCode);
  }
}

function createProgram(terminal: Terminal): Command {
  const { say, locales } = terminal;
  return newGroup('pozovi', 'cli.pozovi', terminal)
    .version(version(), '--version', say('cli.option_version'))
    .addOption(new Option('--lang <language>', say('cli.option_lang', { languages: locales.join(', ') })))
    .addCommand(serveCommand(terminal))
    .addCommand(migrateCommand(terminal))
    .addCommand(moveCommand(terminal))
    .addCommand(keysCommand(terminal))
    .addCommand(doctorCommand(terminal))
    .addCommand(whyCommand(terminal))
    .addCommand(unlockCommand(terminal));
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
