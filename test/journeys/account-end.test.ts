import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { engines } from '../engines.ts';
import { everythingStored } from '../http/stored.ts';
import { inTurn } from '../parallel.ts';
import { promisesOn } from '../promise.ts';
import type { Service, SignedIn } from '../service.ts';

const [annaNumber, borisNumber, veraNumber] = ['+79991234567', '+79991234568', '+79991234569'];

for (const engine of engines) {
  const promise = promisesOn(engine);

  promise('an ended account is signed out everywhere at once, with every kind of token', async (service) => {
    const elsewhere = await service.signIn(annaNumber);
    service.clock.advance(60);
    const anna = await service.signIn(annaNumber);
    assert.equal((await end(service, anna)).status, 204);
    for (const { token, refreshToken } of [anna, elsewhere]) {
      assert.equal((await service.call('GET', '/api/profile/', { token })).status, 401);
      assert.equal((await service.call('DELETE', '/api/profile/', { token })).status, 401);
      const refreshed = await service.call('POST', '/api/token/refresh/', {
        body: { refresh_token: refreshToken },
      });
      assert.equal(refreshed.body.code, 'invalid_refresh_token');
    }
  });

  promise('nothing in the database names the person any more', async (service) => {
    const headers = { 'user-agent': 'Annaphone/1.0 (unmistakable)' };
    const { code } = await service.codeFor(annaNumber);
    const { body } = await service.call('POST', '/api/verify-phone/', {
      headers,
      body: { phone_number: annaNumber, confirmation_code: code },
    });
    const anna = { token: body.token };
    await service.call('PATCH', '/api/profile/', { token: anna.token, body: { name: 'Anna Unmistakable' } });
    service.clock.advance(60);
    await service.call('POST', '/api/send-code/', { body: { phone_number: annaNumber } });
    const before = JSON.stringify(await everythingStored(service.database));
    assert.ok(before.includes(annaNumber) && before.includes('Unmistakable') && before.includes('Annaphone'));
    assert.equal((await end(service, anna)).status, 204);
    const after = JSON.stringify(await everythingStored(service.database));
    for (const trace of [annaNumber.slice(1), 'nmistakable', 'Annaphone']) {
      assert.ok(!after.includes(trace), `${trace} is still there`);
    }
  });

  promise('ending an account needs a recent sign-in, and a refresh is none', async (service) => {
    const anna = await service.signIn(annaNumber);
    service.clock.advance(601);
    const { body } = await service.call('POST', '/api/token/refresh/', {
      body: { refresh_token: anna.refreshToken },
    });
    const refused = await end(service, { token: body.token });
    assert.equal(refused.status, 403);
    assert.equal(refused.body.code, 'fresh_sign_in_required');
    assert.equal((await service.call('GET', '/api/profile/', { token: body.token })).status, 200);
  });

  promise(
    'the referrer keeps a nameless entry, still counted, and no code of an ended account works',
    async (service) => {
      const anna = await service.signIn(annaNumber);
      const boris = await service.signIn(borisNumber, { invite_code: anna.inviteCode });
      await end(service, boris);
      const { body } = await service.call('GET', '/api/profile/', { token: anna.token });
      assert.equal(body.invited_users_count, 1);
      assert.deepEqual(
        body.invited_users.map(({ phone_number, name }: Record<string, unknown>) => [phone_number, name]),
        [[null, null]],
      );
      const refused = await activate(service, anna, boris.inviteCode);
      assert.equal(refused.status, 404);
      assert.equal(refused.body.code, 'invite_code_not_found');
      const vera = await verify(service, veraNumber, { invite_code: boris.inviteCode });
      assert.deepEqual(vera.body.referral, { status: 'rejected', reason: 'invite_code_not_found' });
    },
  );

  promise('a returning person gets a new account, and is nobody’s new referral', async (service) => {
    const anna = await service.signIn(annaNumber);
    const boris = await service.signIn(borisNumber, { invite_code: anna.inviteCode });
    await end(service, boris);
    service.clock.advance(60);
    const returned = await verify(service, borisNumber, { invite_code: anna.inviteCode });
    assert.equal(returned.body.is_new_user, true);
    assert.deepEqual(returned.body.referral, { status: 'rejected', reason: 'returning_number' });
    const { token } = returned.body;
    const profile = await service.call('GET', '/api/profile/', { token });
    assert.notEqual(profile.body.id, boris.id);
    assert.notEqual(profile.body.invite_code, boris.inviteCode);
    assert.equal(profile.body.referrer, null);

    const late = await activate(service, { token }, anna.inviteCode);
    assert.equal(late.status, 409);
    assert.equal(late.body.code, 'returning_number');
    const { body } = await service.call('GET', '/api/profile/', { token: anna.token });
    assert.equal(body.invited_users_count, 1);
    const friend = await verify(service, veraNumber, { invite_code: profile.body.invite_code });
    assert.equal(friend.body.referral.status, 'activated');
  });

  promise('a number that was left by a change is no new referral either', async (service) => {
    const anna = await service.signIn(annaNumber);
    const boris = await service.signIn(borisNumber, { invite_code: anna.inviteCode });
    await service.call('POST', '/api/phone-change/', {
      token: boris.token,
      body: { phone_number: veraNumber },
    });
    const code = await newestCode(service, veraNumber);
    const body = { phone_number: veraNumber, confirmation_code: code };
    await service.call('POST', '/api/phone-change/confirm/', { token: boris.token, body });
    service.clock.advance(60);
    const second = await verify(service, borisNumber, { invite_code: anna.inviteCode });
    assert.deepEqual(second.body.referral, { status: 'rejected', reason: 'returning_number' });
  });

  promise('ending the account and coming back gives no new budget of messages', async (service) => {
    let sent = 0;
    for (let round = 0; round < 20; round += 1) {
      service.clock.advance(180);
      const answer = await service.call('POST', '/api/send-code/', { body: { phone_number: annaNumber } });
      if (answer.status !== 200) continue;
      sent += 1;
      const code = await newestCode(service, annaNumber);
      const body = { phone_number: annaNumber, confirmation_code: code };
      const { token } = (await service.call('POST', '/api/verify-phone/', { body })).body;
      assert.equal((await end(service, { token })).status, 204);
    }
    // At most ten a day, of which two are reserved for known devices.
    assert.ok(sent >= 3 && sent <= 10, `${sent} codes left`);
  });

  promise('the end is recorded under the account, and found by the number', async (service) => {
    const anna = await service.signIn(annaNumber);
    await end(service, anna);
    const rows = await service.database.read
      .selectFrom('audit_events')
      .select(['kind', 'account_id', 'phone_hash'])
      .where('kind', '=', 'account_ended')
      .execute();
    assert.equal(rows.length, 1);
    assert.equal(rows[0]?.account_id, anna.id);
    assert.ok(rows[0]?.phone_hash);
  });

  promise(
    'a sign-in while the account ends never leaves a session of an ended account',
    async (service) => {
      const outcomes = await inTurn(20, 2, async (index) => {
        const phoneNumber = `+7900555${String(1000 + index)}`;
        const { body: first } = await verify(service, phoneNumber, {}, '1234');
        await service.call('POST', '/api/send-code/', { body: { phone_number: phoneNumber } });
        const verifying = { body: { phone_number: phoneNumber, confirmation_code: '1234' } };
        const [ended, signedIn] = await Promise.all([
          end(service, { token: first.token }),
          service.call('POST', '/api/verify-phone/', verifying),
        ]);
        assert.equal(ended.status, 204);
        // Ending the account removes the number's codes, so the sign-in may find none.
        if (signedIn.status === 400) return 400;
        return (await service.call('GET', '/api/profile/', { token: signedIn.body.token })).status;
      });
      // A sign-in before the end is signed out by it; one after it gets a new account.
      assert.ok(
        outcomes.every((status) => [200, 400, 401].includes(status)),
        outcomes.join(),
      );
      const { rows } = await sql<{ count: number }>`select count(*) as count from sessions
        join accounts on accounts.id = sessions.account_id
        where accounts.ended_at is not null and sessions.ended_at is null`.execute(service.database.read);
      assert.equal(rows[0]?.count, 0);
    },
    { RATE_LIMITS: 'off', TEST_PHONE_NUMBERS: '+7900*=1234' },
  );

  // SQLite runs one transaction after the other, so the two cannot overlap.
  if (engine.name === 'postgresql') {
    promise(
      'a sign-in that meets the end of its account half-way waits for it, and makes a new account',
      async (service) => {
        const phoneNumber = '+79005550001';
        const { body: first } = await verify(service, phoneNumber, {}, '1234');
        await service.call('POST', '/api/send-code/', { body: { phone_number: phoneNumber } });
        const verifying = { body: { phone_number: phoneNumber, confirmation_code: '1234' } };
        let signingIn: ReturnType<Service['call']> | undefined;
        await service.database.transaction(async (trx) => {
          await sql`select id from accounts for update`.execute(trx);
          signingIn ??= service.call('POST', '/api/verify-phone/', verifying);
          const waiting = sql<{ count: number }>`select count(*) as count from pg_locks
            where not granted and database = (select oid from pg_database where datname = current_database())
              or not granted and locktype = 'transactionid'`;
          while ((await waiting.execute(trx)).rows[0]?.count === 0);
          await trx
            .updateTable('accounts')
            .set({ phone_number: null, ended_at: service.clock.now() })
            .execute();
          await trx.updateTable('sessions').set({ ended_at: service.clock.now() }).execute();
        });
        const signedIn = await signingIn;
        assert.equal(signedIn?.status, 200);
        assert.equal(signedIn?.body.is_new_user, true);
        assert.equal((await service.call('GET', '/api/profile/', { token: first.token })).status, 401);
        const profile = await service.call('GET', '/api/profile/', { token: signedIn?.body.token });
        assert.equal(profile.status, 200);
      },
      { RATE_LIMITS: 'off', TEST_PHONE_NUMBERS: '+7900*=1234' },
    );
  }
}

type Holder = Pick<SignedIn, 'token'>;

function end({ call }: Service, { token }: Holder) {
  return call('DELETE', '/api/profile/', { token });
}

function activate({ call }: Service, { token }: Holder, referrer: string) {
  return call('PUT', '/api/update-referrer/', { token, body: { referrer } });
}

async function verify(service: Service, phoneNumber: string, more: object, fixedCode?: string) {
  if (fixedCode !== undefined) {
    await service.call('POST', '/api/send-code/', { body: { phone_number: phoneNumber } });
  }
  const code = fixedCode ?? (await service.codeFor(phoneNumber)).code;
  const body = { phone_number: phoneNumber, confirmation_code: code, ...more };
  return service.call('POST', '/api/verify-phone/', { body });
}

async function newestCode({ call }: Service, phoneNumber: string): Promise<string> {
  const { body } = await call('GET', `/api/dev/messages/?wait=10&to=${encodeURIComponent(phoneNumber)}`);
  return String(body.data[0].code);
}
