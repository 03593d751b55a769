import { type Config, diskFiles, readConfig, readOnlyFiles } from '../config/index.ts';
import { systemClock } from '../lib/clock.ts';
import type { Terminal } from './terminal.ts';

/** The settings of this folder and environment; warnings go to standard error. Throws SettingsError. */
export function readSettings(terminal: Terminal): Config {
  return read(terminal, diskFiles);
}

/** The same for a question, which creates no secret. */
export function readSettingsToAsk(terminal: Terminal): Config {
  return read(terminal, readOnlyFiles);
}

function read({ loaded, say }: Terminal, files: typeof diskFiles): Config {
  const { environment, dotenvNames } = loaded;
  const { config, warnings } = readConfig(environment, systemClock.now(), { dotenvNames, files });
  for (const text of warnings) process.stderr.write(`${say('cli.warning', { text })}\n`);
  return config;
}
