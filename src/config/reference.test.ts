import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseEnv } from 'node:util';
import { readConfig } from './read.ts';
import { envSample, settingsPage } from './reference.ts';
import { sections, settingNames } from './schema.ts';

const root = join(import.meta.dirname, '../..');
const files = { read: () => '', secret: () => 's'.repeat(32) };
const config = (environment: NodeJS.Dict<string>) => readConfig(environment, 0, { files }).config;
const uncommented = parseEnv(envSample().replaceAll(/^#(?=[A-Z])/gm, ''));

test('.env_sample and docs/settings.md are in step with the settings', () => {
  assert.equal(readFileSync(join(root, '.env_sample'), 'utf8'), envSample());
  assert.equal(readFileSync(join(root, 'docs/settings.md'), 'utf8'), settingsPage());
});

test('.env_sample sets nothing as it is', () => {
  assert.deepEqual(parseEnv(envSample()), {});
});

test('.env_sample shows every setting once, and without the # it sets the defaults', () => {
  assert.deepEqual(Object.keys(uncommented).sort(), [...settingNames].sort());
  assert.deepEqual(config(uncommented), config({}));
});

test('every example is a value that its setting takes', () => {
  const rows = sections.flatMap((section) => section.settings);
  assert.equal(rows.length, settingNames.length);
  for (const row of rows) {
    if (row.example !== undefined) assert.ok(row.parse(row.example).ok, row.name);
  }
});

test('every setting belongs to one section and has a name of its own', () => {
  assert.equal(new Set(settingNames).size, settingNames.length);
});
