import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { envSample, settingsPage } from '../src/config/reference.ts';
import { withComposeSettings } from './compose-settings.ts';

const root = join(import.meta.dirname, '..');
const pages = [
  { path: '.env_sample', text: envSample() },
  { path: 'docs/settings.md', text: settingsPage() },
  { path: 'compose.yaml', text: withComposeSettings(current('compose.yaml') ?? '') },
];

if (process.argv.includes('--check')) {
  const stale = pages.filter(({ path, text }) => current(path) !== text);
  for (const { path } of stale)
    console.error(`${path} differs from the settings: run node scripts/env-sample.ts`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { path, text } of pages) writeFileSync(join(root, path), text);
}

function current(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}
