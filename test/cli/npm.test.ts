import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { placeSettings, serving, startNpm } from '../process.ts';

for (const engine of engines) {
  test(`${engine.name}: SIGTERM to \`npm start\` ends the server, which answers what has arrived, and then npm`, {
    skip: engine.skip,
  }, async (t) => {
    const place = await engine.createMigrated();
    t.after(() => place.remove());
    const settings = { ...placeSettings(place), SIMULATED_DELAY_MS: '1s' };
    const service = await serving(startNpm(['start'], place.dataDir, settings));
    const draining = service.printed(/"signal":"SIGTERM"/);
    const sending = service.call('POST', '/api/send-code/', { body: { phone_number: '+79991234567' } });
    await service.call('GET', '/readyz');
    const ended = service.end('SIGTERM');
    await draining;
    assert.equal((await sending).status, 200);
    assert.equal((await ended).code, 0, service.output());
    assert.match(service.output(), /"msg":"stopped"/);
    await assert.rejects(service.call('GET', '/readyz'));
  });
}

const [sqlite] = engines;

test('`npm run pozovi` ends with the exit code of the command', async (t) => {
  const { dataDir, remove } = await sqlite!.createDatabase();
  t.after(remove);
  const settings = { DEFAULT_LOCALE: 'en', PUBLIC_URL: '' };
  const doctor = startNpm(['run', 'pozovi', '--', 'doctor'], dataDir, settings);
  assert.equal((await doctor.ended).code, 0, doctor.output());
  const wrong = startNpm(['run', 'pozovi', '--', 'doctor', '--no-such-option'], dataDir, settings);
  assert.notEqual((await wrong.ended).code, 0, wrong.output());
});
