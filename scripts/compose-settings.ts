import { settingNames } from '../src/config/schema.ts';

/** Settings to which compose.yaml gives its own value instead of that of `.env` (for a start without containers). */
const given = new Set(['HOST', 'PORT', 'DATA_DIR', 'DATABASE_URL']);

/** `compose`, the text of compose.yaml, with one line for each setting that goes from `.env` into the container. */
export function withComposeSettings(compose: string): string {
  const names = settingNames.filter((name) => !given.has(name));
  const lines = names.map((name) => `      ${name}:\n`).join('');
  return compose.replace(/(# <settings>.*\n)(?: {6}\w+:\n)*/, `$1${lines}`);
}
