import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, mistakesOf, read, variablesOf } from '../../test/settings.ts';

test('NAME_FILE reads a file and takes one newline off its end', () => {
  const texts = new Map([
    ['/run/secret', `${'s'.repeat(32)}\n\n`],
    ['/run/port', '9000\r\n'],
  ]);
  const { config } = read(
    { SECRET_KEY_FILE: '/run/secret', PORT_FILE: '/run/port' },
    { files: { ...files, read: (path) => texts.get(path) ?? '' } },
  );
  assert.equal(config.secretKey.toString(), `${'s'.repeat(32)}\n`);
  assert.equal(config.port, 9000);
});

test('a file that is missing, empty or wrong, and NAME beside NAME_FILE, are mistakes', () => {
  const options = {
    files: {
      ...files,
      read: (path: string) => (path === '/empty' ? '\n' : path === '/wrong' ? 'x' : files.read(path)),
    },
  };
  const error = mistakesOf(
    {
      PORT_FILE: '/missing',
      CODE_LENGTH_FILE: '/empty',
      CODE_TTL_S_FILE: '/wrong',
      HOST: 'a',
      HOST_FILE: '/b',
    },
    options,
  );
  assert.deepEqual(variablesOf(error), ['CODE_LENGTH_FILE', 'CODE_TTL_S_FILE', 'HOST', 'PORT_FILE']);
  assert.match(error.message, /PORT_FILE: "\/missing" cannot be read \(ENOENT\)/);
});
