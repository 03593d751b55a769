import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verify } from '../crowd.ts';
import { engines } from '../engines.ts';
import { parallel, tally } from '../parallel.ts';
import { type Service, startService } from '../service.ts';

const settings = { SENDS_PER_ADDRESS: '1000/1m', VERIFIES_PER_ADDRESS: '1000/1m' };
const phoneNumber = '+79991234567';

/** Attempts compared with each code that was sent, oldest first. */
async function attempts({ database }: Service): Promise<number[]> {
  const rows = await database.read.selectFrom('challenges').select('attempts').orderBy('id').execute();
  return rows.map((row) => row.attempts);
}

/** Fifty different codes, none of which is one of `codes`. */
function wrongCodes(codes: readonly string[]): string[] {
  const all = Array.from({ length: 60 }, (_, index) => String(1000 + index * 37));
  return all.filter((code) => !codes.includes(code)).slice(0, 50);
}

function guess(service: Service, code: string) {
  return verify(service.call, phoneNumber, { confirmation_code: code });
}

for (const engine of engines) {
  const options = { skip: engine.skip };

  test(
    `${engine.name}: of fifty parallel wrong attempts exactly three are compared, and the correct code is used up then`,
    options,
    async (t) => {
      const service = await startService(engine, { settings });
      t.after(() => service.close());
      const { code } = await service.codeFor(phoneNumber);
      const wrong = wrongCodes([code]);
      const answers = await parallel(50, (index) => guess(service, wrong[index]!));
      assert.deepEqual(tally(answers), { '400 invalid_code': 50 });
      assert.deepEqual(await attempts(service), [3]);
      assert.deepEqual(tally([await guess(service, code)]), { '400 invalid_code': 1 });
      assert.deepEqual(await attempts(service), [3]);
    },
  );

  test(
    `${engine.name}: a second live code gives fifty parallel attempts no more than the same three`,
    options,
    async (t) => {
      const service = await startService(engine, { settings });
      t.after(() => service.close());
      const first = await service.codeFor(phoneNumber);
      service.clock.advance(31);
      const second = await service.codeFor(phoneNumber);
      const wrong = wrongCodes([first.code, second.code]);
      await parallel(50, (index) => guess(service, wrong[index]!));
      assert.deepEqual(await attempts(service), [3, 3]);
      for (const { code } of [first, second]) assert.equal((await guess(service, code)).status, 400);
    },
  );

  test(`${engine.name}: a resend between attempts gives the number no new attempts`, options, async (t) => {
    const service = await startService(engine, { settings });
    t.after(() => service.close());
    const first = await service.codeFor(phoneNumber);
    const [wrong = ''] = wrongCodes([first.code]);
    await guess(service, wrong);
    await guess(service, wrong);
    service.clock.advance(31);
    const second = await service.codeFor(phoneNumber);
    const others = wrongCodes([first.code, second.code]);
    await parallel(50, (index) => guess(service, others[index]!));
    assert.deepEqual(await attempts(service), [3, 3]);
    assert.equal((await guess(service, second.code)).status, 400);
  });

  test(
    `${engine.name}: two wrong attempts leave the correct code live, however many run at once with it`,
    options,
    async (t) => {
      const service = await startService(engine, { settings });
      t.after(() => service.close());
      const { code } = await service.codeFor(phoneNumber);
      const wrong = wrongCodes([code]);
      const answers = await parallel(3, (index) => guess(service, index === 1 ? code : wrong[index]!));
      assert.deepEqual(tally(answers), { '200': 1, '400 invalid_code': 2 });
    },
  );
}
