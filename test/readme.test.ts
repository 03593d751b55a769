import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { engines } from './engines.ts';
import { startService } from './service.ts';

const run = promisify(execFile);
const address = 'http://127.0.0.1:8000';
const [engine] = engines;

/** The walk needs bash and curl. */
async function whyNot(): Promise<string | false> {
  try {
    await run('bash', ['-c', 'command -v curl sed']);
    return false;
  } catch {
    return 'bash, curl and sed are not all there';
  }
}
const skip = await whyNot();

for (const name of ['README.md', 'README.ru.md']) {
  test(`${name}: the walk, pasted as it is, ends with the friend in the profile`, { skip }, async (t) => {
    const text = readFileSync(join(import.meta.dirname, '..', name), 'utf8');
    const blocks = [...text.matchAll(/<!-- walk -->\n```bash\n(.*?)```/gs)].map(([, block]) => block);
    assert.equal(blocks.length, 5);

    const service = await startService(engine!);
    t.after(() => service.close());
    const script = blocks.join('\n');
    assert.ok(script.includes(address));
    const { stdout } = await run('bash', ['-euc', script.replaceAll(address, service.url)]);

    const profile = JSON.parse(stdout.trim().split('\n').at(-1)!);
    assert.equal(profile.phone_number, '+79991234567');
    assert.equal(profile.invited_users_count, 1);
    assert.equal(profile.invited_users[0].phone_number, '+79991234568');
  });
}

test('both READMEs take the same walk and link to files that exist', () => {
  const [english, russian] = ['README.md', 'README.ru.md'].map((name) =>
    readFileSync(join(import.meta.dirname, '..', name), 'utf8'),
  );
  const commands = (text: string) =>
    [...text.matchAll(/```bash\n(.*?)```/gs)].map(([, block]) => block?.replaceAll(/ +#.*/g, ''));
  assert.deepEqual(commands(russian!), commands(english!));
  for (const [, target] of `${english}${russian}`.matchAll(/\]\(([^)#:]+)\)/g)) {
    assert.ok(existsSync(join(import.meta.dirname, '..', target!)), target);
  }
});
