import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder } from './folder.ts';

test('a folder and its missing parents are made for their owner only, and one that is there is left alone', (t) => {
  const parent = mkdtempSync(join(tmpdir(), 'pozovi-folder-'));
  t.after(() => rmSync(parent, { recursive: true }));
  const folder = join(parent, 'some', 'data');
  for (let round = 0; round < 2; round += 1) makeFolder(folder);
  for (const path of [join(parent, 'some'), folder]) assert.equal(statSync(path).mode & 0o777, 0o700);
});

test('a folder that can never be made is an error, not a wait for ever', {
  skip: existsSync('/proc/self') ? false : 'this system has no /proc',
}, () => {
  // In a process that can be ended: a call that blocks would stop the test itself.
  const module = JSON.stringify(new URL('folder.ts', import.meta.url).href);
  const script = `const { makeFolder } = await import(${module}); makeFolder('/proc/nope/data');`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.equal(status, 1);
  assert.match(stderr, /ENOENT/);
});
