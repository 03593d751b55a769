import { type Environment, type LoadedEnvironment, loadEnvironment } from '../config/index.ts';
import { schema } from '../config/schema.ts';
import { createTexts, type Locale, type Say } from '../i18n/index.ts';
import { CliError } from './failure.ts';

/** What every verb needs: the environment and the language. */
export interface Terminal {
  readonly loaded: LoadedEnvironment;
  readonly locale: Locale;
  readonly say: Say;
  /** All languages. */
  readonly locales: readonly Locale[];
}

export interface OpenedTerminal {
  readonly terminal: Terminal;
  /** The arguments without `--lang`. */
  readonly words: readonly string[];
  /** An error that the terminal can still report. */
  readonly failure: CliError | undefined;
}

/**
 * The terminal for a command line in `folder`. The language is that of `--lang`, else of LC_ALL, LC_MESSAGES or LANG if
 * it has texts, else DEFAULT_LOCALE.
 */
export function openTerminal(commandLine: readonly string[], folder: string): OpenedTerminal {
  const { loaded, failure } = loadFrom(folder);
  const { words, asked } = takeLanguage(commandLine);
  const texts = createTexts({ defaultLocale: schema.defaultLocale.unset() });
  const { locales } = texts;
  const chosen =
    asked === undefined ? environmentLocale(loaded.environment, locales) : findLocale(asked, locales);
  const locale = chosen ?? environmentLocale(loaded.environment, locales) ?? schema.defaultLocale.unset();
  const terminal = { loaded, locale, say: texts.in(locale), locales };
  if (asked === undefined || chosen !== undefined) return { terminal, words, failure };
  const values = { value: asked, languages: locales.join(', ') };
  const key = asked === '' ? 'cli.language_missing' : 'cli.unknown_language';
  return { terminal, words, failure: new CliError(key, values, 'usage') };
}

function loadFrom(folder: string): { loaded: LoadedEnvironment; failure: CliError | undefined } {
  try {
    return { loaded: loadEnvironment(folder), failure: undefined };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { loaded: loadEnvironment(undefined), failure: new CliError('cli.dotenv_unreadable', { code }) };
  }
}

/** `--lang ru` or `--lang=ru` may stand anywhere. `asked` is empty when no language follows. */
function takeLanguage(commandLine: readonly string[]): { words: string[]; asked: string | undefined } {
  const words = [...commandLine];
  const index = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  if (index < 0) return { words, asked: undefined };
  const [word = '', next = ''] = words.slice(index, index + 2);
  if (word !== '--lang') {
    words.splice(index, 1);
    return { words, asked: word.slice('--lang='.length) };
  }
  const isMissing = next === '' || next.startsWith('-');
  words.splice(index, isMissing ? 1 : 2);
  return { words, asked: isMissing ? '' : next };
}

function environmentLocale(environment: Environment, locales: readonly Locale[]): Locale | undefined {
  // POSIX: only the first of these that is set counts.
  const system = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return findLocale(system, locales) ?? findLocale(environment.DEFAULT_LOCALE ?? '', locales);
}

/** The language that a name such as `ru_RU.UTF-8` means, if there are texts in it. */
function findLocale(name: string, locales: readonly Locale[]): Locale | undefined {
  const tag = name
    .toLowerCase()
    .replace('_', '-')
    .replace(/[.@].*$/, '');
  return locales.find((locale) => tag === locale.toLowerCase() || tag.startsWith(`${locale.toLowerCase()}-`));
}
