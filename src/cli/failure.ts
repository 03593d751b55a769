import { CommanderError } from 'commander';
import { DatabaseRefusal, DatabaseUnavailable } from '../db/index.ts';
import type { Say, TextKey, Values } from '../i18n/index.ts';
import { ListenError } from '../operations/index.ts';
import { WrongSecretKey } from '../sessions/index.ts';

/** A command that failed, with a sentence for the operator. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly key: TextKey;
  readonly values: Values;
  readonly exitCode: number;

  constructor(key: TextKey, values: Values = {}, kind: 'refused' | 'usage' = 'refused') {
    super(key);
    this.key = key;
    this.values = values;
    this.exitCode = kind === 'usage' ? exitCodes.usage : exitCodes.failed;
  }
}

export const exitCodes = { failed: 1, usage: 2 } as const;

export interface Failure {
  /** Undefined when everything was printed already. */
  readonly sentence: string | undefined;
  readonly exitCode: number;
}

/** The sentence for an error and the exit code. Never a stack trace. */
export function describeFailure(error: unknown, say: Say): Failure {
  if (error instanceof CommanderError) return describeUsage(error, say);
  if (error instanceof CliError) {
    return { sentence: say(error.key, error.values), exitCode: error.exitCode };
  }
  const sentence = sentenceOf(error, say);
  return { sentence, exitCode: exitCodes.failed };
}

function sentenceOf(error: unknown, say: Say): string {
  if (error instanceof WrongSecretKey) return say('cli.wrong_secret_key');
  const trouble = troubleOf(error);
  if (trouble !== undefined) return say(`cli.database_${trouble.kind}`, trouble.values);
  if (error instanceof ListenError) return describeListening(error, say);
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}

function troubleOf(error: unknown) {
  return error instanceof DatabaseRefusal || error instanceof DatabaseUnavailable ? error.trouble : undefined;
}

function describeListening({ code, setting, host, port, message }: ListenError, say: Say): string {
  if (code === 'EADDRINUSE') return say('cli.port_in_use', { setting, host, port });
  if (code === 'EACCES') return say('cli.port_denied', { setting, host, port });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return say('cli.host_not_here', { host, code });
  }
  return message;
}

const usageKeys: Readonly<Record<string, TextKey>> = {
  'commander.unknownCommand': 'cli.unknown_command',
  'commander.unknownOption': 'cli.unknown_option',
  'commander.missingArgument': 'cli.missing_argument',
  'commander.excessArguments': 'cli.excess_arguments',
  'commander.optionMissingArgument': 'cli.option_without_value',
};

function describeUsage({ code, exitCode, message }: CommanderError, say: Say): Failure {
  const key = usageKeys[code];
  // Help and version have been printed.
  if (key === undefined) return { sentence: undefined, exitCode: exitCode === 0 ? 0 : exitCodes.usage };
  const [, name = ''] = /'([^']*)'/.exec(message) ?? [];
  const [, names] = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message) ?? [];
  const parts = [say(key, { name })];
  if (names !== undefined) parts.push(say('cli.did_you_mean', { names }));
  return { sentence: [...parts, say('cli.see_help')].join(' '), exitCode: exitCodes.usage };
}
