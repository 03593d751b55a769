import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Environment } from '../../src/config/index.ts';
import { engines } from '../engines.ts';
import { startedFor, testsOn } from '../promise.ts';
import { type Answer, type Service, startService } from '../service.ts';

const number = '+79991234567';
const proxied = { TRUSTED_PROXIES: '127.0.0.1/32' };

for (const engine of engines) {
  const promise = testsOn(engine);
  const start = (t: TestContext, settings: Environment = {}) =>
    startedFor(t, engine, { ...proxied, ...settings });
  const send = (service: Service, phoneNumber: string, address = '198.51.100.1') =>
    service.call('POST', '/api/send-code/', {
      body: { phone_number: phoneNumber },
      headers: { 'x-forwarded-for': address },
    });
  const guess = (service: Service, code: string, address = '198.51.100.1') =>
    service.call('POST', '/api/verify-phone/', {
      body: { phone_number: number, confirmation_code: code },
      headers: { 'x-forwarded-for': address },
    });
  async function newestCode(service: Service): Promise<string> {
    const inbox = await service.call('GET', `/api/dev/messages/?to=${encodeURIComponent(number)}`);
    return inbox.body.data[0].code;
  }
  const wrongFor = (code: string) => code.replace(/./g, (digit) => String((Number(digit) + 1) % 10));

  promise(
    'a number gets its next code after 30 s, then 60 s, and no fourth within ten minutes',
    async (t) => {
      const service = await start(t);
      assert.equal((await send(service, number)).body.retry_after, 30);
      const early = await send(service, number);
      assert.equal(early.status, 429);
      assert.equal(early.body.code, 'resend_too_soon');
      assert.equal(early.headers.get('retry-after'), String(early.body.retry_after));
      service.clock.advance(31);
      assert.equal((await send(service, number)).body.retry_after, 60);
      service.clock.advance(45);
      assert.equal((await send(service, number)).body.code, 'resend_too_soon');
      service.clock.advance(16);
      assert.equal((await send(service, number)).status, 200);
      service.clock.advance(200);
      assert.equal((await send(service, number)).body.code, 'too_many_codes');
      service.clock.advance(310);
      assert.equal((await send(service, number)).status, 200);
    },
  );

  promise('a refused or failed sending costs the number nothing', async (t) => {
    let broken = true;
    const service = await startService(engine, {
      settings: proxied,
      provider: {
        name: 'simulated',
        send: async () => {
          if (broken) throw new Error('the provider is away');
        },
      },
    });
    t.after(() => service.close());
    for (let round = 0; round < 5; round += 1) {
      const failed = await send(service, number);
      assert.equal(failed.status, 503);
      assert.equal(failed.body.code, 'sms_unavailable');
    }
    broken = false;
    assert.equal((await send(service, number)).status, 200);
  });

  promise('an address is held to ten codes in ten minutes, whatever numbers it names', async (t) => {
    const service = await start(t);
    const answers = [];
    for (let index = 0; index < 11; index += 1) answers.push(await send(service, `+799900000${10 + index}`));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [...Array(10).fill(200), 429],
    );
    assert.equal(answers.at(-1)?.body.code, 'too_many_requests');
    assert.equal((await send(service, number, '198.51.100.2')).status, 200);
  });

  promise('addresses of one IPv6 /64 are one address', async (t) => {
    const service = await start(t);
    for (let index = 0; index < 10; index += 1) {
      assert.equal((await send(service, `+799900000${10 + index}`, `2001:db8::${index + 1}`)).status, 200);
    }
    assert.equal((await send(service, number, '2001:db8::ffff')).status, 429);
    assert.equal((await send(service, number, '2001:db8:0:1::1')).status, 200);
  });

  promise(
    'codes grow to 6 digits after three wrong attempts, and the code still signs its owner in',
    async (t) => {
      const service = await start(t);
      await send(service, number);
      const code = await newestCode(service);
      for (let tries = 0; tries < 3; tries += 1)
        assert.equal((await guess(service, wrongFor(code))).status, 400);
      assert.equal((await guess(service, code)).body.code, 'invalid_code');
      service.clock.advance(31);
      assert.equal((await send(service, number)).body.code_length, 6);
      assert.equal((await guess(service, await newestCode(service))).status, 200);
    },
  );

  promise('strangers cannot use up the last attempt of whoever requested the code', async (t) => {
    const service = await start(t);
    await send(service, number);
    const code = await newestCode(service);
    for (let tries = 0; tries < 20; tries += 1) {
      assert.notEqual((await guess(service, wrongFor(code), `203.0.113.${tries}`)).status, 200);
    }
    assert.equal((await guess(service, code, '203.0.113.99')).status, 400);
    assert.equal((await guess(service, code)).status, 200);
  });

  promise('a resend neither ends the previous code nor brings new attempts', async (t) => {
    const service = await start(t);
    await send(service, number);
    const first = await newestCode(service);
    assert.equal((await guess(service, wrongFor(first))).status, 400);
    service.clock.advance(31);
    await send(service, number);
    assert.equal((await guess(service, first)).status, 200);
    service.clock.advance(61);
    await send(service, number);
    const third = await newestCode(service);
    assert.equal((await guess(service, first)).status, 400, 'a code works once');
    assert.equal((await guess(service, third)).status, 200);
  });

  promise('a known device still gets its code when strangers have used up the sendings', async (t) => {
    const service = await start(t);
    await send(service, number);
    assert.equal((await guess(service, await newestCode(service))).status, 200);
    service.clock.advance(24 * 3600);
    for (let index = 0; index < 30; index += 1) {
      await send(service, number, `203.0.113.${index}`);
      service.clock.advance(900);
    }
    assert.equal((await send(service, number, '203.0.113.200')).status, 429);
    assert.equal((await send(service, number)).status, 200);
    assert.equal((await guess(service, await newestCode(service))).status, 200);
  });

  promise(
    'an account that guesses at invite codes is stopped after five for an hour, a right one included',
    async (t) => {
      const service = await start(t);
      const anna = await service.signIn('+79991110001');
      const boris = await service.signIn('+79991110002');
      const activate = (referrer: string) =>
        service.call('PUT', '/api/update-referrer/', { token: boris.token, body: { referrer } });
      const nobodys = ['222222', '333333', '444444', '555555', '666666', '777777'];
      const statuses = [];
      for (const code of nobodys) statuses.push((await activate(code)).status);
      assert.deepEqual(statuses, [404, 404, 404, 404, 404, 429]);
      assert.equal((await activate(anna.inviteCode)).status, 429);
      service.clock.advance(3601);
      const again = await service.call('POST', '/api/token/refresh/', {
        body: { refresh_token: boris.refreshToken },
      });
      const later = await service.call('PUT', '/api/update-referrer/', {
        token: again.body.token,
        body: { referrer: anna.inviteCode },
      });
      assert.equal(later.status, 200);
    },
  );

  promise('with PRESET=strict an attempt must name its challenge, and codes have 6 digits', async (t) => {
    const service = await start(t, { PRESET: 'strict' });
    const sent = await send(service, number);
    assert.equal(sent.body.code_length, 6);
    const code = await newestCode(service);
    const without = await guess(service, code);
    assert.deepEqual(
      without.body.errors.map(({ field, code: error }: { field: string; code: string }) => [field, error]),
      [['challenge_id', 'missing']],
    );
    const verified = await service.call('POST', '/api/verify-phone/', {
      body: { phone_number: number, confirmation_code: code, challenge_id: sent.body.challenge_id },
    });
    assert.equal(verified.status, 200);
  });

  promise(
    'a fixed code works on an unknown device while all others must be longer, and keeps its three attempts',
    async (t) => {
      const service = await start(t, { TEST_PHONE_NUMBERS: `${number}=1234@2099-01-01` });
      await service.database.transaction((trx) =>
        trx
          .insertInto('guess_failures')
          .values({
            id: 'gss_1',
            phone_hash: 'p',
            source: 's',
            weight: 101,
            at: service.clock.now(),
          } as never)
          .execute(),
      );
      const longer = await send(service, '+79991234568', '198.51.100.2');
      assert.equal(longer.body.code_length, 6, 'the governor has tripped');
      assert.equal((await send(service, number)).body.code_length, 4);
      assert.equal((await guess(service, '1234')).status, 200);
      service.clock.advance(31);
      await send(service, number, '198.51.100.3');
      for (let tries = 0; tries < 3; tries += 1) {
        assert.equal((await guess(service, '9999', '198.51.100.3')).status, 400);
      }
      assert.equal((await guess(service, '1234', '198.51.100.3')).body.code, 'invalid_code');
    },
  );

  promise('a right invite code is not counted among the five', async (t) => {
    const service = await start(t);
    const anna = await service.signIn('+79991110001');
    const boris = await service.signIn('+79991110002');
    const statuses = [];
    for (const referrer of ['222222', '333333', '444444', '555555', anna.inviteCode, '666666', '777777']) {
      const { token } = boris;
      statuses.push(
        (await service.call('PUT', '/api/update-referrer/', { token, body: { referrer } })).status,
      );
    }
    assert.deepEqual(statuses.slice(0, 5), [404, 404, 404, 404, 200]);
    assert.notEqual(statuses[5], 429);
  });

  promise('refused sendings, guesses and activations are written down with rule and inputs', async (t) => {
    const service = await start(t);
    const { token } = await service.signIn('+79991110001');
    const answers: Answer[] = [];
    for (const referrer of ['222222', '333333', '444444', '555555', '666666', '777777'])
      answers.push(await service.call('PUT', '/api/update-referrer/', { token, body: { referrer } }));
    answers.push(await send(service, number), await send(service, number));
    for (let slip = 0; slip < 7; slip += 1) {
      if (slip === 3) {
        service.clock.advance(121);
        await send(service, number);
      }
      answers.push(await guess(service, wrongFor(await newestCode(service))));
    }
    for (let index = 10; index < 20; index += 1) answers.push(await send(service, `+799922200${index}`));

    const events = await service.database.read
      .selectFrom('audit_events')
      .select(['rule', 'details'])
      .where('kind', '=', 'refused')
      .orderBy('id')
      .execute();
    assert.deepEqual(
      events.map(({ rule, details }) => [rule, JSON.parse(details ?? '{}')]),
      [
        ['activations_per_account_3600s', { max: 5, windowSeconds: 3600 }],
        ['resend_too_soon', { sentLately: 1, isKnownDevice: false, waitSeconds: 30 }],
        ['escalation', { waitSeconds: 60 }],
        ['sends_per_address_600s', { max: 10, windowSeconds: 600 }],
        ['sends_per_address_600s', { max: 10, windowSeconds: 600 }],
      ],
    );
    const refusals = answers.filter(({ status }) => status === 429);
    assert.equal(refusals.length, events.length);
  });
}
