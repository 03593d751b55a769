import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Message } from '../../src/messaging/index.ts';
import { type Engine, engines } from '../engines.ts';
import { parallel, tally } from '../parallel.ts';
import { type Service, startService } from '../service.ts';

const phoneNumber = '+79991234567';
const addressOf = (index: number) => `10.0.0.${index + 1}`;

/** A service, a number whose sendings of the day strangers used up, and its codes, oldest first. */
async function besieged(t: TestContext, engine: Engine): Promise<{ service: Service; codes: string[] }> {
  const codes: string[] = [];
  const service = await startService(engine, {
    settings: { TRUSTED_PROXIES: '127.0.0.1/32' },
    provider: { name: 'counting', send: async ({ code }: Message) => void codes.push(code ?? '') },
  });
  t.after(() => service.close());
  while (codes.length < 8) {
    assert.equal((await ask(service, addressOf(codes.length))).status, 200);
    service.clock.advance(1300);
  }
  return { service, codes };
}

function ask({ call }: Service, from: string, received?: readonly string[]) {
  return call('POST', '/api/send-code/', {
    body: { phone_number: phoneNumber, ...(received && { received_codes: received }) },
    headers: { 'x-forwarded-for': from },
  });
}

for (const engine of engines) {
  test(`${engine.name}: of fifty parallel requests with the correct pair exactly one is sent, and of all that follow one more`, {
    skip: engine.skip,
  }, async (t) => {
    const { service, codes } = await besieged(t, engine);
    for (const rule of ['resend_too_soon', 'too_many_codes']) {
      const pair = codes.slice(-2);
      const answers = await parallel(50, (index) => ask(service, addressOf(index), pair));
      assert.deepEqual(tally(answers), { '200': 1, [`429 ${rule}`]: 49 });
      service.clock.advance(31);
    }
    assert.equal(codes.length, 10);
  });

  test(`${engine.name}: of fifty parallel wrong pairs from one address six are compared, and each is counted`, {
    skip: engine.skip,
  }, async (t) => {
    const { service, codes } = await besieged(t, engine);
    const digits = Array.from({ length: 10 }, (_, digit) => String(digit));
    const unused = digits.filter((digit) => !codes.some((code) => code.startsWith(digit)));
    const wrong = `${unused[0]}000`;
    const answers = await parallel(50, () => ask(service, addressOf(100), [wrong, wrong]));
    assert.deepEqual(tally(answers), { '400 invalid_code': 6, '429 too_many_attempts': 44 });
    const failures = await service.database.read.selectFrom('guess_failures').select('weight').execute();
    assert.deepEqual(
      failures.map(({ weight }) => weight),
      Array(6).fill(1),
    );
    assert.equal(codes.length, 8);
  });
}
