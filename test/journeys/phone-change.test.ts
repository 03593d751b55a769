import assert from 'node:assert/strict';
import { engines } from '../engines.ts';
import { parallel, tally } from '../parallel.ts';
import { promisesOn } from '../promise.ts';
import type { Service, SignedIn } from '../service.ts';

const [annaNumber, borisNumber, newNumber] = ['+79991234567', '+79991234568', '+79991234569'];

for (const engine of engines) {
  const promise = promisesOn(engine);

  promise('the account moves to the new number, and keeps its id, code and referrals', async (service) => {
    const anna = await service.signIn(annaNumber);
    const boris = await service.signIn(borisNumber, { invite_code: anna.inviteCode });
    const sent = await request(service, anna, newNumber);
    assert.equal(sent.status, 200, sent.text);
    assert.equal(sent.body.phone_number, newNumber);
    const confirmed = await confirm(service, anna, newNumber, await newestCode(service, newNumber));
    assert.equal(confirmed.status, 200, confirmed.text);

    const profile = await service.call('GET', '/api/profile/', { token: anna.token });
    assert.equal(profile.body.id, anna.id);
    assert.equal(profile.body.phone_number, newNumber);
    assert.equal(profile.body.invite_code, anna.inviteCode);
    assert.equal(profile.body.invited_users[0].phone_number, borisNumber);
    assert.equal((await service.signIn(newNumber)).id, anna.id);
    assert.notEqual((await service.signIn(annaNumber)).id, anna.id);
    assert.equal((await service.call('GET', '/api/profile/', { token: boris.token })).status, 200);
  });

  promise('the old number is notified, and sees only the ends of the new one', async (service) => {
    const anna = await service.signIn(annaNumber);
    await request(service, anna, newNumber);
    await confirm(service, anna, newNumber, await newestCode(service, newNumber));
    const [notice] = (await inbox(service, annaNumber)).body.data;
    assert.equal(notice.code, null);
    assert.match(notice.text, /\+7\*+69/);
    assert.ok(!notice.text.includes(newNumber));
    assert.equal(notice.status, 'sent');
  });

  promise('all other sessions end, the one that changed the number stays', async (service) => {
    const elsewhere = await service.signIn(annaNumber);
    service.clock.advance(60);
    const anna = await service.signIn(annaNumber);
    await request(service, anna, newNumber);
    await confirm(service, anna, newNumber, await newestCode(service, newNumber));
    assert.equal((await service.call('GET', '/api/profile/', { token: elsewhere.token })).status, 401);
    assert.equal((await refresh(service, elsewhere)).status, 401);
    assert.equal((await service.call('GET', '/api/profile/', { token: anna.token })).status, 200);
  });

  promise('both steps need a recent sign-in, and a refresh is none', async (service) => {
    const anna = await service.signIn(annaNumber);
    await request(service, anna, newNumber);
    const code = await newestCode(service, newNumber);
    service.clock.advance(290);
    const asked = await request(service, anna, newNumber);
    assert.equal(asked.status, 200, asked.text);
    const late = await newestCode(service, newNumber);
    service.clock.advance(311);
    const { body } = await refresh(service, anna);
    for (const answer of [
      await request(service, { token: body.token }, newNumber),
      await confirm(service, { token: body.token }, newNumber, late),
    ]) {
      assert.equal(answer.status, 403);
      assert.equal(answer.body.code, 'fresh_sign_in_required');
    }
    const again = await service.signIn(annaNumber);
    assert.equal((await confirm(service, again, newNumber, code)).body.code, 'invalid_code');
    assert.equal((await request(service, again, newNumber)).status, 200);
  });

  promise(
    'a code for a change signs nobody in, and a code for signing in changes no number',
    async (service) => {
      const anna = await service.signIn(annaNumber);
      const sent = await request(service, anna, newNumber);
      const code = await newestCode(service, newNumber);
      const misused = await service.call('POST', '/api/verify-phone/', {
        body: { phone_number: newNumber, confirmation_code: code, challenge_id: sent.body.challenge_id },
      });
      assert.equal(misused.body.code, 'invalid_code');
      service.clock.advance(60);
      const forSignIn = await service.codeFor(newNumber);
      if (forSignIn.code !== code) {
        assert.equal((await confirm(service, anna, newNumber, forSignIn.code)).body.code, 'invalid_code');
      }
      assert.equal((await confirm(service, anna, newNumber, code)).status, 200);
    },
  );

  promise('a code that one account requested works for no other', async (service) => {
    const anna = await service.signIn(annaNumber);
    const boris = await service.signIn(borisNumber);
    const sent = await request(service, anna, newNumber);
    const code = await newestCode(service, newNumber);
    assert.equal((await confirm(service, boris, newNumber, code)).body.code, 'invalid_code');
    const named = { challenge_id: sent.body.challenge_id };
    assert.equal((await confirm(service, boris, newNumber, code, named)).body.code, 'invalid_code');
    assert.equal((await confirm(service, anna, newNumber, code)).status, 200);
  });

  promise(
    'a code works once, and ends after three wrong attempts and after five minutes',
    async (service) => {
      const anna = await service.signIn(annaNumber);
      await request(service, anna, newNumber);
      const code = await newestCode(service, newNumber);
      const wrong = code === '0000' ? '0001' : '0000';
      for (let guess = 0; guess < 3; guess += 1) {
        assert.equal((await confirm(service, anna, newNumber, wrong)).body.code, 'invalid_code');
      }
      assert.notEqual((await confirm(service, anna, newNumber, code)).status, 200);
      service.clock.advance(70);
      const boris = await service.signIn(borisNumber);
      const other = '+79991234570';
      await request(service, boris, other);
      const late = await newestCode(service, other);
      service.clock.advance(301);
      assert.equal((await confirm(service, boris, other, late)).body.code, 'invalid_code');
    },
  );

  promise(
    'a number of another account is answered like a free one until its code is right, then 409',
    async (service) => {
      const anna = await service.signIn(annaNumber);
      await service.signIn(borisNumber);
      service.clock.advance(60);
      const taken = await request(service, anna, borisNumber);
      const free = await request(service, anna, newNumber);
      assert.equal(taken.status, free.status);
      assert.deepEqual(Object.keys(taken.body), Object.keys(free.body));
      for (const field of ['message', 'code_length', 'expires_in', 'channel']) {
        assert.equal(taken.body[field], free.body[field]);
      }
      const code = await newestCode(service, borisNumber);
      const wrong = code === '0000' ? '0001' : '0000';
      assert.equal((await confirm(service, anna, borisNumber, wrong)).body.code, 'invalid_code');
      const refused = await confirm(service, anna, borisNumber, code);
      assert.equal(refused.status, 409);
      assert.equal(refused.body.code, 'phone_number_taken');
      const profile = await service.call('GET', '/api/profile/', { token: anna.token });
      assert.equal(profile.body.phone_number, annaNumber);
    },
  );

  promise(
    'the number that the account has already is a field error and costs no message',
    async (service) => {
      const anna = await service.signIn(annaNumber);
      const answer = await request(service, anna, '8 (999) 123-45-67');
      assert.equal(answer.status, 400);
      assert.deepEqual(
        answer.body.errors.map(({ field, code }: { field: string; code: string }) => [field, code]),
        [['phone_number', 'wrong_value']],
      );
      assert.equal((await inbox(service, annaNumber)).body.data.length, 1);
    },
  );

  promise(
    'of two accounts that confirm one number at the same moment exactly one gets it, again and again',
    async (service) => {
      for (let round = 0; round < 10; round += 1) {
        const number = `+790011100${10 + round}`;
        const people = await Promise.all([
          signInTester(service, `+790022200${10 + round}`),
          signInTester(service, `+790033300${10 + round}`),
        ]);
        for (const person of people) assert.equal((await request(service, person, number)).status, 200);
        const answers = await parallel(2, (index) => confirm(service, people[index]!, number, '1234'));
        assert.deepEqual(tally(answers), { '200': 1, '409 phone_number_taken': 1 });
      }
    },
    { RATE_LIMITS: 'off', TEST_PHONE_NUMBERS: '+7900*=1234' },
  );

  promise('the change is recorded with both numbers masked', async (service) => {
    const anna = await service.signIn(annaNumber);
    await request(service, anna, newNumber);
    await confirm(service, anna, newNumber, await newestCode(service, newNumber));
    const rows = await service.database.read.selectFrom('audit_events').selectAll().execute();
    const event = rows.find(({ kind }) => kind === 'phone_changed');
    assert.equal(event?.account_id, anna.id);
    assert.match(event?.details ?? '', /\+7\*+67.*\+7\*+69/);
    for (const number of [annaNumber, newNumber]) assert.ok(!JSON.stringify(rows).includes(number.slice(1)));
  });
}

type Holder = Pick<SignedIn, 'token'>;

function request({ call }: Service, { token }: Holder, phoneNumber: string) {
  return call('POST', '/api/phone-change/', { token, body: { phone_number: phoneNumber } });
}

function confirm({ call }: Service, { token }: Holder, phoneNumber: string, code: string, more = {}) {
  const body = { phone_number: phoneNumber, confirmation_code: code, ...more };
  return call('POST', '/api/phone-change/confirm/', { token, body });
}

function refresh({ call }: Service, { refreshToken }: SignedIn) {
  return call('POST', '/api/token/refresh/', { body: { refresh_token: refreshToken } });
}

function inbox({ call }: Service, phoneNumber: string) {
  return call('GET', `/api/dev/messages/?wait=10&to=${encodeURIComponent(phoneNumber)}`);
}

async function newestCode(service: Service, phoneNumber: string): Promise<string> {
  return String((await inbox(service, phoneNumber)).body.data[0].code);
}

async function signInTester({ call }: Service, phoneNumber: string): Promise<Holder> {
  await call('POST', '/api/send-code/', { body: { phone_number: phoneNumber } });
  const body = { phone_number: phoneNumber, confirmation_code: '1234' };
  return { token: (await call('POST', '/api/verify-phone/', { body })).body.token };
}
