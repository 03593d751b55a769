import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { withComposeSettings } from '../scripts/compose-settings.ts';
import { settingNames } from '../src/config/schema.ts';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

const dockerfile = read('Dockerfile').replaceAll(/\\\n\s*/g, '');
const instructions = dockerfile.split('\n').filter((line) => /^[A-Z]+ /.test(line));
const finalStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));
const composeText = read('compose.yaml');
const compose = parse(composeText);
const { app, database, password } = compose.services;

test('the image is pinned to a major version of Node and a distribution', () => {
  const images = instructions.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
  assert.equal(images.length, 2);
  for (const image of images) assert.match(image!, /^node:24-[a-z]+-slim$/);
});

test('whatever the image copies exists and gets past .dockerignore', () => {
  const allowed = read('.dockerignore').split('\n');
  const sources = instructions
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));
  assert.ok(sources.includes('src') && sources.includes('migrations') && sources.includes('bin'));
  for (const source of sources) {
    assert.ok(existsSync(join(root, source)), source);
    assert.ok(allowed.includes(`!${source}`), source);
  }
  assert.equal(
    allowed.find((line) => line !== '' && !line.startsWith('#')),
    '*',
  );
});

test('the image runs as a user who is not root, stops by SIGTERM, and runs commands without a shell', () => {
  const user = finalStage.indexOf('USER node');
  assert.ok(user > finalStage.findLastIndex((line) => line.startsWith('COPY ')));
  assert.equal(finalStage.filter((line) => line.startsWith('USER ')).length, 1);
  assert.ok(finalStage.includes('STOPSIGNAL SIGTERM'));
  for (const name of ['ENTRYPOINT ', 'CMD ']) {
    const line = finalStage.find((instruction) => instruction.startsWith(name));
    assert.ok(Array.isArray(JSON.parse(line!.slice(name.length))), name);
  }
});

test('the health check asks /readyz', () => {
  const check = finalStage.find((line) => line.startsWith('HEALTHCHECK '))!;
  const command: string[] = JSON.parse(check.slice(check.indexOf('CMD ') + 4));
  assert.equal(command[0], 'node');
  assert.match(command[2]!, /\/readyz/);
});

test('compose.yaml keeps no password, and the database asks for one', () => {
  assert.doesNotMatch(composeText, /POSTGRES_PASSWORD:|POSTGRES_HOST_AUTH_METHOD|SECRET_KEY: ?\S/);
  assert.ok(database.environment.POSTGRES_PASSWORD_FILE.startsWith('/run/pozovi/'));
  for (const [, secret] of composeText.matchAll(/postgres:\/\/[^:@\s]+:([^@\s]*)@/g))
    assert.equal(secret, '%s');
  assert.match(password.command[0], /\/dev\/urandom/);
});

test('the password is drawn once, long, and readable by its owner only', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'pozovi-password-'));
  t.after(() => rm(folder, { recursive: true }));
  const [shell, ...options] = password.entrypoint;
  const script: string = password.command[0].replaceAll('$$', '$').replaceAll('/run/pozovi', folder);
  const draw = async () => {
    // Users of the image are not there outside of it.
    await promisify(execFile)(shell, [...options, `chown() { :; }\n${script}`]);
    return readFileSync(join(folder, 'database/password'), 'utf8');
  };

  const drawn = await draw();
  assert.match(drawn, /^[0-9a-f]{64}$/);
  assert.equal(await draw(), drawn);
  const url = readFileSync(join(folder, 'app/database-url'), 'utf8');
  assert.equal(url, `postgres://pozovi:${drawn}@database:5432/pozovi`);
  for (const file of ['database/password', 'app/database-url']) {
    assert.equal((await stat(join(folder, file))).mode & 0o077, 0, file);
  }
});

test('compose.yaml publishes the app to this machine only, and the database to nobody', () => {
  assert.equal(app.ports.length, 1);
  assert.match(app.ports[0], /^127\.0\.0\.1:/);
  assert.equal(database.ports, undefined);
  assert.equal(password.network_mode, 'none');
});

test('the app starts when the password is drawn and the database is healthy, and has ten seconds to stop', () => {
  assert.deepEqual(app.depends_on, {
    password: { condition: 'service_completed_successfully' },
    database: { condition: 'service_healthy' },
  });
  assert.deepEqual(database.healthcheck.test.slice(0, 2), ['CMD', 'pg_isready']);
  assert.ok(Number.parseInt(app.stop_grace_period, 10) > 10);
});

test('the app has a read-only root, no capabilities and no way to new privileges', () => {
  assert.equal(app.read_only, true);
  assert.deepEqual(app.tmpfs, ['/tmp']);
  assert.deepEqual(app.cap_drop, ['ALL']);
  assert.deepEqual(app.security_opt, ['no-new-privileges:true']);
  assert.equal(app.privileged ?? database.privileged ?? password.privileged, undefined);
});

test('every variable that the containers hand to the service is a setting, and every setting can be handed', () => {
  const known = new Set(settingNames.flatMap((name) => [name, `${name}_FILE`]));
  const given = Object.keys(app.environment);
  for (const name of given) assert.ok(known.has(name), name);
  for (const name of settingNames) assert.ok(given.includes(name) || given.includes(`${name}_FILE`), name);
  assert.equal(withComposeSettings(composeText), composeText, 'run node scripts/env-sample.ts');
  const [, environment] = finalStage.find((line) => line.startsWith('ENV '))!.split(/^ENV /);
  for (const pair of environment!.split(' ')) {
    const name = pair.split('=')[0]!;
    assert.ok(name === 'NODE_ENV' || known.has(name), name);
  }
});
