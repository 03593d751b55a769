import { type Config, loadConfig } from '../config/index.ts';
import { systemClock } from '../lib/clock.ts';

/** The settings of this folder and environment; warnings go to standard error. Throws SettingsError. */
export function settings(): Config {
  const { config, warnings } = loadConfig(process.cwd(), systemClock.now());
  for (const warning of warnings) process.stderr.write(`Warning: ${warning}\n`);
  return config;
}
