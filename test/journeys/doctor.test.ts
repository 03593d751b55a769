import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { placeSettings, startProgram } from '../process.ts';

const production = {
  MODE: 'production',
  SECRET_KEY: 'Vq3pX7mZk1tR9wLc5bYh8dNf2sGj4aUe',
  PUBLIC_URL: 'https://id.example.org',
  ALLOW_SIMULATED_SMS: 'true',
};

for (const engine of engines) {
  test(`${engine.name}: the doctor fails an unsafe production, and changes nothing`, {
    skip: engine.skip,
  }, async (t) => {
    const place = await engine.createDatabase();
    t.after(() => place.remove());
    const examine = async (settings: Record<string, string>) => {
      const program = startProgram('doctor', place.dataDir, { ...placeSettings(place), ...settings });
      return { ...(await program.ended), output: program.output() };
    };
    const unsafe = await examine({ ...production });
    assert.equal(unsafe.code, 1, unsafe.output);
    for (const setting of ['CODE_LENGTH', 'SMS_PROVIDERS', 'TRUSTED_PROXIES'])
      assert.match(unsafe.output, new RegExp(`^UNSAFE {2}${setting}$`, 'm'));
    assert.match(unsafe.output, /9\/10⁴ \+ 9\/10⁶ \+ 12\/10⁸ = 0\.091 %/);
    assert.match(unsafe.output, /^Unsafe settings: 3\. Notes: \d+\.$/m);
    assert.deepEqual(await readdir(place.dataDir), []);
  });
}

const [sqlite] = engines;

test('in development the doctor says the same and fails nothing', async (t) => {
  const { dataDir, remove } = await sqlite!.createDatabase();
  t.after(remove);
  const program = startProgram('doctor', dataDir, { PUBLIC_URL: '' });
  assert.equal((await program.ended).code, 0, program.output());
  assert.match(program.output(), /^UNSAFE {2}CODE_LENGTH$/m);
  assert.match(program.output(), /In production this check would fail\.$/m);
});

test('a database that does not answer is named, and the settings are examined all the same', async (t) => {
  const { dataDir, remove } = await sqlite!.createDatabase();
  t.after(remove);
  const DATABASE_URL = 'postgres://pozovi:hidden-word@127.0.0.1:1/pozovi';
  const program = startProgram('doctor', dataDir, { ...production, DATABASE_URL });
  assert.equal((await program.ended).code, 1);
  assert.match(program.output(), /^The database could not be asked, only the settings were checked: .+$/m);
  assert.match(program.output(), /^UNSAFE {2}CODE_LENGTH$/m);
  assert.doesNotMatch(program.output(), /hidden-word/);
});
