import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { startService } from '../service.ts';
import { partsOf } from './forged-tokens.ts';

const phoneNumber = '+79005550001';
const signIns = 10;

for (const engine of engines) {
  test(`${engine.name}: every sign-in begins a session of its own, whatever the client holds or asks for`, {
    skip: engine.skip,
  }, async (t) => {
    const settings = { RATE_LIMITS: 'off', TEST_PHONE_NUMBERS: '+7900*=1234' };
    const service = await startService(engine, { settings });
    t.after(() => service.close());
    const body = { phone_number: phoneNumber, confirmation_code: '1234' };
    const verify = async (headers: Record<string, string>, more: object = {}) => {
      await service.call('POST', '/api/send-code/', { body: { phone_number: phoneNumber } });
      return service.call('POST', '/api/verify-phone/', { body: { ...body, ...more }, headers });
    };

    const planted = await verify({});
    const seen = [String(partsOf(planted.body.token).payload.sid)];
    const refreshTokens = [planted.body.refresh_token];
    for (let index = 0; index < signIns; index += 1) {
      const sid = seen[0]!;
      const { body: signedIn } = await verify({
        authorization: `Bearer ${planted.body.token}`,
        cookie: ['session', 'sid', 'session_id', '__Host-session'].map((name) => `${name}=${sid}`).join('; '),
        'x-session-id': sid,
      });
      seen.push(String(partsOf(signedIn.token).payload.sid));
      refreshTokens.push(signedIn.refresh_token);
    }
    assert.equal(new Set(seen).size, signIns + 1);
    assert.equal(new Set(refreshTokens).size, signIns + 1);
    for (const field of ['session_id', 'sid', 'refresh_token']) {
      const named = await verify({}, { [field]: seen[0] });
      assert.equal(named.body.code, 'validation_failed');
    }
    // The planted session is still the old one: its holder gets no later session.
    await service.call('POST', '/api/sign-out/', { token: planted.body.token });
    const rows = await service.database.read.selectFrom('sessions').select('ended_at').execute();
    assert.equal(rows.filter(({ ended_at }) => ended_at === null).length, signIns);
    t.diagnostic(
      `${engine.name}: ${signIns} sign-ins with a planted session, ${signIns} new sessions, 0 adopted`,
    );
  });
}
