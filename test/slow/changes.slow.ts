/** The verbs that change a database, each as a process of its own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Environment } from '../../src/config/index.ts';
import { type Engine, engines } from '../engines.ts';
import { placeSettings, startProgram, startServing } from '../process.ts';

const number = '+79991234567';

for (const engine of engines) {
  const name = (promise: string) => `${engine.name}: ${promise}`;
  const { skip } = engine;

  test(name('unlock lets the next code go at once, and `why` still shows what was refused'), {
    skip,
  }, async (t) => {
    const { run, settings, dataDir, remove } = await placeOf(engine);
    t.after(remove);
    const service = await startServing(dataDir, settings);
    t.after(() => service.end('SIGKILL'));
    const send = async () =>
      (await service.call('POST', '/api/send-code/', { body: { phone_number: number } })).status;
    assert.deepEqual([await send(), await send()], [200, 429]);
    assert.match(await run(['why', number]), /the next code can be sent: 20\S+Z \(resend_too_soon\)/);

    assert.match(await run(['unlock', number]), /^\+7\*+67: all limits and penalties are cleared\.$/);
    const after = await run(['why', number]);
    assert.match(after, /Z {2}a code had just been sent \(resend_too_soon/);
    assert.match(after, /the next code can be sent: now/);
    assert.equal(await send(), 200);
  });

  test(name('keys rotate makes the key that signs, and the one before still verifies'), {
    skip,
  }, async (t) => {
    const { run, settings, dataDir, remove } = await placeOf(engine);
    t.after(remove);
    await (await startServing(dataDir, settings)).end('SIGTERM');
    const [, before] = /^(\S{43}) {2}signs since/m.exec(await run(['keys', 'list'])) ?? [];
    const [, made] = /^The new signing key is (\S{43})\.$/.exec(await run(['keys', 'rotate'])) ?? [];
    const list = await run(['keys', 'list']);
    assert.ok(before !== undefined && made !== undefined && made !== before);
    assert.match(list, new RegExp(`^${made} {2}signs since 20\\S+Z$`, 'm'));
    assert.match(list, new RegExp(`^${before} {2}verifies until 20\\S+Z$`, 'm'));
  });

  test(name(
    'migrate says which database it brought to which version, and the second time that there was nothing to do',
  ), {
    skip,
  }, async (t) => {
    const { run, remove } = await placeOf(engine);
    t.after(remove);
    const done = /^Database: .+\n.*schema version (\d+), (no migration was|\d+ migrations were) applied\.$/s;
    const [, version, first] = done.exec(await run(['migrate'])) ?? [];
    const [, again, second] = done.exec(await run(['migrate'])) ?? [];
    assert.equal(first, `${version} migrations were`);
    assert.deepEqual([again, second], [version, 'no migration was']);
  });
}

async function placeOf(engine: Engine) {
  const place = await engine.createDatabase();
  const settings: Environment = placeSettings(place);
  return {
    dataDir: place.dataDir,
    settings,
    remove: () => place.remove(),
    /** What the command printed, once it has succeeded. */
    async run(words: readonly string[]): Promise<string> {
      const program = startProgram(words, place.dataDir, settings);
      assert.equal((await program.ended).code, 0, program.output());
      return program.output();
    },
  };
}
