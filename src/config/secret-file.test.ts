import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import type { Random } from '../lib/random.ts';
import { keptSecret } from './secret-file.ts';

function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'pozovi-secret-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'data');
}

test('a secret of 32 bytes is made once, readable by its owner alone, and kept', (context) => {
  const dataDir = temporaryFolder(context);
  const secret = keptSecret(dataDir);
  assert.match(secret, /^[0-9a-f]{64}\n$/);
  assert.equal(statSync(join(dataDir, 'secret.key')).mode & 0o777, 0o600);
  assert.equal(statSync(dataDir).mode & 0o777, 0o700);
  assert.equal(keptSecret(dataDir), secret);
  assert.deepEqual(readdirSync(dataDir), ['secret.key']);
});

test('who loses the race between looking and linking takes the secret of the winner', (context) => {
  const dataDir = temporaryFolder(context);
  const random: Random = {
    // By now the loser has seen that there is no secret.
    bytes: (length) => {
      writeFileSync(join(dataDir, 'secret.key'), 'of the winner');
      return Buffer.alloc(length);
    },
    below: () => 0,
  };
  assert.equal(keptSecret(dataDir, random), 'of the winner');
  assert.deepEqual(readdirSync(dataDir), ['secret.key']);
});

test('two processes that start together agree on one secret, in each of fifty folders', async (context) => {
  const dataDir = temporaryFolder(context);
  const program = `
    import { once } from 'node:events';
    import { keptSecret } from ${JSON.stringify(join(import.meta.dirname, 'secret-file.ts'))};
    console.log('ready');
    await once(process.stdin, 'data');
    for (let round = 0; round < 50; round += 1) process.stdout.write(keptSecret(${JSON.stringify(dataDir)} + round));
    process.exit();`;
  const children = [1, 2].map(() => spawn(process.execPath, ['--input-type=module', '--eval', program]));
  const answers = children.map((child) => text(child.stdout));
  await Promise.all(children.map((child) => once(child.stdout, 'data')));
  for (const child of children) child.stdin.write('go');
  const [first, second] = await Promise.all(answers);
  assert.match(first ?? '', /^ready\n([0-9a-f]{64}\n){50}$/);
  assert.equal(second, first);
});
