import { settingNames } from '../src/config/schema.ts';

/** Settings that compose.yaml gives a value of its own, so that those of `.env` (for a start without containers) do not. */
const given = new Set(['HOST', 'PORT', 'DATA_DIR', 'DATABASE_URL']);

/** `compose`, the text of compose.yaml, with one line for each setting that goes from `.env` into the container. */
export function withComposeSettings(compose: string): string {
  const names = settingNames.filter((name) => !given.has(name));
  const lines = names.map((name) => `      ${name}:\n`).join('');
  return compose.replace(/(# <settings>.*\n)(?: {6}\w+:\n)*/, `$1${lines}`);
}
