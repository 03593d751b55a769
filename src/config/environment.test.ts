import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { read } from '../../test/settings.ts';
import { loadEnvironment } from './index.ts';

test('a name of the environment that looks like a setting is pointed out with the nearest; others are not', () => {
  const { warnings } = read({
    CODE_LENGHT: '6',
    SECRET_KEY_FIL: 'x',
    PATH: '/bin',
    POSTGRES_PASSWORD: 'x',
    PORTS: '1',
  });
  assert.deepEqual(warnings, [
    '`CODE_LENGHT` is not a setting; did you mean CODE_LENGTH?',
    '`SECRET_KEY_FIL` is not a setting; did you mean SECRET_KEY_FILE?',
  ]);
});

test("every unknown name in .env is pointed out, but compose's own", () => {
  const environment = { PROT: '1', COLOUR: 'red', POSTGRES_PASSWORD: 'x', PORT: '9000' };
  const { warnings } = read(environment, { dotenvNames: new Set(Object.keys(environment)) });
  assert.deepEqual(warnings, [
    '`PROT` in .env is not a setting; did you mean PORT?',
    '`COLOUR` in .env is not a setting.',
  ]);
});

test('the real environment wins over .env, in the NAME form and in the NAME_FILE form', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'pozovi-settings-'));
  context.after(() => rmSync(folder, { recursive: true }));
  assert.deepEqual(loadEnvironment(folder, { PORT: '1' }), {
    environment: { PORT: '1' },
    dotenvNames: new Set(),
  });

  writeFileSync(
    join(folder, '.env'),
    'PORT=9000\nHOST="::1" # here\nSECRET_KEY=from-dotenv\nMETRICS_TOKEN_FILE=/dotenv\n',
  );
  const { environment, dotenvNames } = loadEnvironment(folder, {
    PORT: '1',
    SECRET_KEY_FILE: '/real',
    METRICS_TOKEN: 'real',
  });
  assert.deepEqual(environment, { PORT: '1', HOST: '::1', SECRET_KEY_FILE: '/real', METRICS_TOKEN: 'real' });
  assert.deepEqual(dotenvNames, new Set(['PORT', 'HOST', 'SECRET_KEY', 'METRICS_TOKEN_FILE']));
});
