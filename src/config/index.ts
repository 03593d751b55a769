import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readConfig } from './read.ts';
import type { Environment } from './texts.ts';
import type { Config } from './values.ts';

export { diskFiles, readOnlyFiles, type SettingsFiles } from './files.ts';
export type { Limit } from './limits.ts';
export { SettingsError } from './mistakes.ts';
export { type ReadOptions, readConfig } from './read.ts';
export type { Environment } from './texts.ts';
export type { Config } from './values.ts';

export interface LoadedEnvironment {
  readonly environment: Environment;
  /** The names in `.env`. */
  readonly dotenvNames: ReadonlySet<string>;
}

/**
 * The process's environment over the `.env` of the folder `cwd`, if there is one. A real NAME also wins over NAME_FILE
 * in `.env`, and the other way round. Throws the file system's error when `.env` cannot be read.
 */
export function loadEnvironment(cwd: string | undefined, real: Environment = process.env): LoadedEnvironment {
  const dotenv = cwd === undefined ? {} : readDotenv(join(cwd, '.env'));
  const environment: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(dotenv)) {
    const sibling = name.endsWith('_FILE') ? name.slice(0, -'_FILE'.length) : `${name}_FILE`;
    if (!real[sibling]) environment[name] = value;
  }
  return { environment: { ...environment, ...real }, dotenvNames: new Set(Object.keys(dotenv)) };
}

/** The configuration of a process started in `cwd`, at `now` (epoch milliseconds). Throws `SettingsError`. */
export function loadConfig(cwd: string, now: number): { config: Config; warnings: string[] } {
  const { environment, dotenvNames } = loadEnvironment(cwd);
  return readConfig(environment, now, { dotenvNames });
}

function readDotenv(path: string): Readonly<Record<string, string | undefined>> {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
