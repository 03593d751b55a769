import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PhoneNumber } from '../../src/lib/phone-number.ts';
import { crowdSettings, joinKnown, newPhoneNumber, sendCode, verify } from '../crowd.ts';
import { engines } from '../engines.ts';
import { parallel, tally } from '../parallel.ts';
import { type Service, startService } from '../service.ts';

/** The accounts of a number, each as often as it has sessions. */
async function accountsOf({ database }: Service, phoneNumber: string) {
  return database.read
    .selectFrom('accounts')
    .leftJoin('sessions', 'sessions.account_id', 'accounts.id')
    .select(['accounts.id', 'sessions.id as sessionId'])
    .where('phone_number', '=', phoneNumber as PhoneNumber)
    .execute();
}

for (const engine of engines) {
  const options = { skip: engine.skip };

  test(
    `${engine.name}: fifty parallel first sign-ins with the right code make one account and one session`,
    options,
    async (t) => {
      const service = await startService(engine, { settings: crowdSettings });
      t.after(() => service.close());
      for (let round = 0; round < 5; round += 1) {
        const phoneNumber = newPhoneNumber();
        await sendCode(service.call, phoneNumber);
        const answers = await parallel(50, () => verify(service.call, phoneNumber));
        assert.deepEqual(tally(answers), { '200': 1, '400 invalid_code': 49 });
        assert.equal(answers.find(({ status }) => status === 200)?.body.is_new_user, true);
        assert.equal((await accountsOf(service, phoneNumber)).length, 1);
      }
    },
  );

  test(
    `${engine.name}: fifty parallel first sign-ins with three live codes make one account and one session`,
    options,
    async (t) => {
      const service = await startService(engine, {
        settings: { SENDS_PER_ADDRESS: '1000/1m', VERIFIES_PER_ADDRESS: '1000/1m' },
      });
      t.after(() => service.close());
      for (const phoneNumber of ['+79991230001', '+79991230002', '+79991230003']) {
        const codes: string[] = [];
        for (let sending = 0; sending < 3; sending += 1) {
          codes.push((await service.codeFor(phoneNumber)).code);
          service.clock.advance(61);
        }
        const answers = await parallel(50, (index) =>
          verify(service.call, phoneNumber, { confirmation_code: codes[index % codes.length] }),
        );
        assert.deepEqual(tally(answers), { '200': 1, '400 invalid_code': 49 });
        assert.equal((await accountsOf(service, phoneNumber)).length, 1);
      }
    },
  );

  test(
    `${engine.name}: of fifty parallel first sign-ins that bring different invite codes the winner's counts`,
    options,
    async (t) => {
      const service = await startService(engine, { settings: crowdSettings });
      t.after(() => service.close());
      const referrers = await parallel(50, () => joinKnown(service.call));
      const phoneNumber = newPhoneNumber();
      await sendCode(service.call, phoneNumber);
      const answers = await parallel(50, (index) =>
        verify(service.call, phoneNumber, { invite_code: referrers[index]!.inviteCode }),
      );
      assert.deepEqual(tally(answers), { '200': 1, '400 invalid_code': 49 });
      const winner = answers.findIndex(({ status }) => status === 200);
      const { token, referral } = answers[winner]!.body;
      assert.deepEqual(referral, { status: 'activated', referrer: referrers[winner]!.inviteCode });
      const { body } = await service.call('GET', '/api/profile/', { token });
      assert.equal(body.referrer, referrers[winner]!.inviteCode);
      const written = await service.database.read.selectFrom('referrals').select('referrer_id').execute();
      assert.deepEqual(written, [{ referrer_id: referrers[winner]!.id }]);
    },
  );
}
