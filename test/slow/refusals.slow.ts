/** Every failed start ends with one sentence, a non-zero exit code, and no stack trace. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../src/config/index.ts';
import { engines } from '../engines.ts';
import { startProgram } from '../process.ts';

const [sqlite] = engines;
const secret = { SECRET_KEY: 'Vq3pX7mZk1tR9wLc5bYh8dNf2sGj4aUe' };

async function folder(t: TestContext): Promise<string> {
  const { dataDir, remove } = await sqlite!.createDatabase();
  t.after(remove);
  return dataDir;
}

async function refusal(dataDir: string, settings: Environment, verb = 'serve'): Promise<string> {
  const program = startProgram(verb, dataDir, { LOG_LEVEL: 'error', ...settings });
  const { code } = await program.ended;
  assert.notEqual(code, 0, program.output());
  assert.doesNotMatch(program.output(), /^\s+at |node:internal/m);
  return program.output();
}

test('a port in use is named with its setting', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  for (const setting of ['PORT', 'METRICS_PORT']) {
    assert.equal(
      await refusal(await folder(t), { [setting]: port }),
      `${setting}: port ${port} of 127.0.0.1 is already in use. Stop the other process, or set another ${setting}.`,
    );
  }
});

test('a HOST that is not an address of this machine is named', async (t) => {
  assert.match(
    await refusal(await folder(t), { HOST: '192.0.2.1' }),
    /^HOST: 192\.0\.2\.1 is not an address of this machine \(EADDRNOTAVAIL\)\.$/,
  );
});

test('a DATA_DIR that is a file, or in one, is named, with and without SECRET_KEY', async (t) => {
  const dataDir = await folder(t);
  const file = join(dataDir, 'file');
  await writeFile(file, '');
  for (const DATA_DIR of [file, join(file, 'data')]) {
    assert.match(
      await refusal(dataDir, { DATA_DIR }),
      /DATA_DIR: SECRET_KEY cannot be kept in ".+" \(\w+\); expected a folder/,
    );
    assert.match(
      await refusal(dataDir, { DATA_DIR, ...secret }),
      /^DATA_DIR: the folder .+ cannot be used: E\w+: .+$/,
    );
  }
});

test('an empty DATA_DIR is unset, and one of spaces is a mistake', async (t) => {
  assert.match(await refusal(await folder(t), { DATA_DIR: ' ' }), /DATA_DIR: read ""; expected a folder/);
});

test('an .env that cannot be read is named', async (t) => {
  const dataDir = await folder(t);
  await mkdir(join(dataDir, '.env'));
  assert.equal(
    await refusal(dataDir, {}, 'doctor'),
    'The file .env cannot be read (EISDIR). Check its permissions, or remove it.',
  );
});

test('an invalid DATABASE_URL is a mistake in the settings, shown without its password', async (t) => {
  const output = await refusal(await folder(t), { DATABASE_URL: 'mysql://me:hidden-word@localhost/x' });
  assert.match(output, /DATABASE_URL: read "mysql:\/\/me@localhost\/x"; expected postgres:/);
});

test('a reader that has gone away ends a question in silence, with the exit code of the question', async (t) => {
  const program = fileURLToPath(new URL('../../bin/pozovi.js', import.meta.url));
  const child = spawn(process.execPath, [program, 'doctor'], {
    cwd: await folder(t),
    env: { PATH: process.env.PATH, LANG: 'en' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Before the program wrote anything.
  child.stdout.destroy();
  const errors = text(child.stderr);
  const [code] = await once(child, 'close');
  assert.equal(await errors, '');
  assert.equal(code, 0);
});

test('a PostgreSQL that is away is one sentence in the language of the operator', async (t) => {
  const DATABASE_URL = 'postgres://pozovi:hidden-word@127.0.0.1:1/pozovi';
  const ask = async (LANG: string) => {
    const program = startProgram(['why', '+79991234567'], await folder(t), { DATABASE_URL, LANG });
    assert.equal((await program.ended).code, 1);
    return program.output();
  };
  assert.match(
    await ask('en'),
    /^PostgreSQL at 127\.0\.0\.1:1\/pozovi did not answer for \d s; .+ECONNREFUSED.+$/,
  );
  assert.match(await ask('ru'), /^PostgreSQL по адресу 127\.0\.0\.1:1\/pozovi не отвечает \d с; .+$/);
});
