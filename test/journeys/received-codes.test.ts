/** The owner of the phone gets another code after strangers have used up the limits. */
import assert from 'node:assert/strict';
import { createJobs } from '../../src/app/jobs.ts';
import { engines } from '../engines.ts';
import { promisesOn } from '../promise.ts';
import type { Service } from '../service.ts';

const number = '+79991234567';
const stranger = '203.0.113.1';
const owner = '198.51.100.1';

for (const engine of engines) {
  const promise = promisesOn(engine, { TRUSTED_PROXIES: '127.0.0.1/32' });

  promise('the last two codes, in any order, get their reader another, which signs in', async (service) => {
    await takeOpenSendings(service);
    const [newest = '', before = ''] = await codesOf(service);
    const refused = await ask(service);
    assert.equal(refused.status, 429);
    assert.equal(refused.body.code, 'too_many_codes');
    assert.equal(refused.body.detail, service.texts.in('ru')('problem.too_many_codes.detail'));
    const sent = await ask(service, [before, newest]);
    assert.equal(sent.status, 200, sent.text);
    const code = (await codesOf(service))[0] ?? '';
    assert.equal((await enter(service, code, sent.body.challenge_id)).status, 200);
  });

  promise('expired, used-up and used codes prove the phone as well as live ones', async (service) => {
    await takeOpenSendings(service);
    const [newest = '', before = ''] = await codesOf(service);
    assert.equal((await enter(service, newest)).status, 200, 'also consumes the others');
    service.clock.advance(service.config.codeTtlSeconds);
    assert.equal((await ask(service, [newest, before], '198.51.100.2')).status, 200);
  });

  promise('codes that strangers requested for a change of number count as well', async (service) => {
    const { token } = await service.signIn('+79991110001');
    for (const waitSeconds of [31, 61, 121]) {
      const body = { phone_number: number };
      assert.equal((await service.call('POST', '/api/phone-change/', { token, body })).status, 200);
      service.clock.advance(waitSeconds);
    }
    const [newest = '', before = ''] = await codesOf(service);
    assert.equal((await ask(service)).status, 429);
    assert.equal((await ask(service, [newest, before])).status, 200);
    const { token: own } = await service.signIn('+79991110002');
    const change = await service.call('POST', '/api/phone-change/', {
      token: own,
      body: { phone_number: number, received_codes: ['0000', '0000'] },
    });
    assert.equal(change.status, 400);
    assert.equal(change.body.code, 'invalid_code');
  });

  promise(
    'one correct code is answered like none, uses up no attempt at it, and is recorded',
    async (service) => {
      await takeOpenSendings(service);
      const [newest = '', before = '', oldest = ''] = await codesOf(service);
      const tries = await attempts(service);
      const wrong = unlike(newest, before, oldest);
      const answers = [];
      for (const pair of [
        [newest, wrong],
        [wrong, before],
        [wrong, wrong],
      ]) {
        const { status, body } = await ask(service, pair, `198.51.100.${answers.length + 2}`);
        answers.push({ status, ...body, request_id: '' });
      }
      for (const answer of answers) assert.deepEqual(answer, answers[0]);
      assert.deepEqual([answers[0]?.status, answers[0]?.code], [400, 'invalid_code']);
      assert.deepEqual(await attempts(service), tries);
      assert.equal(await score(service), 3);
      assert.equal((await ask(service, [newest, before])).status, 200);
      const events = await service.database.read
        .selectFrom('audit_events')
        .select(['kind', 'details'])
        .where('rule', '=', 'received_codes')
        .orderBy('id')
        .execute();
      assert.deepEqual(
        events.map(({ kind }) => kind),
        ['refused', 'refused', 'refused', 'let_through'],
      );
      for (const code of [newest, before, wrong]) assert.ok(!JSON.stringify(events).includes(`"${code}"`));
    },
  );

  promise('nothing is compared and nothing counted where anybody would get a code', async (service) => {
    assert.equal((await ask(service, ['0000', '0000'])).status, 200);
    service.clock.advance(31);
    assert.equal((await ask(service, ['0000', '0000'])).status, 200);
    assert.equal(await score(service), 0);
  });

  promise('a number that was sent fewer than two codes has no correct pair', async (service) => {
    await ask(service, undefined, stranger);
    const [only = ''] = await codesOf(service);
    const refused = await ask(service, [only, only]);
    assert.equal(refused.status, 400);
    assert.equal(await score(service), 1);
  });

  promise('codes of more than a day ago prove nothing', async (service) => {
    await takeOpenSendings(service);
    const [newest = '', before = ''] = await codesOf(service);
    service.clock.advance(86_400);
    await ask(service, undefined, stranger);
    assert.equal((await ask(service, [newest, before])).status, 400);
  });

  promise('the background jobs keep codes for as long as they prove the phone', async (service) => {
    await takeOpenSendings(service, 8);
    const [newest = '', before = ''] = await codesOf(service);
    service.clock.advance(20 * 3600);
    for (const job of createJobs(service)) await job.run();
    assert.equal((await ask(service, [newest, before])).status, 200);
  });

  promise(
    'of a day that strangers used up a pair still gives two codes, one of which may be lost',
    async (service) => {
      await takeOpenSendings(service, 8);
      const [newest = '', before = ''] = await codesOf(service);
      assert.equal((await ask(service, [newest, before])).status, 200);
      assert.equal((await ask(service, [newest, before])).body.code, 'resend_too_soon');
      service.clock.advance(31);
      assert.equal((await ask(service, [newest, before])).status, 200, 'the one between is not needed');
      service.clock.advance(121);
      const [third = '', second = ''] = await codesOf(service);
      assert.equal((await ask(service, [newest, before])).status, 400, 'by now two newer ones have come');
      const over = await ask(service, [third, second]);
      assert.equal(over.body.code, 'too_many_codes');
    },
  );

  promise('an address that keeps guessing has to wait, also with the correct pair', async (service) => {
    await takeOpenSendings(service);
    const [newest = '', before = ''] = await codesOf(service);
    const wrong = unlike(newest, before);
    for (let tries = 0; tries < 6; tries += 1) assert.equal((await ask(service, [wrong, wrong])).status, 400);
    const waiting = await ask(service, [newest, before]);
    assert.equal(waiting.body.code, 'too_many_attempts');
    assert.equal((await ask(service, [newest, before], '198.51.100.2')).status, 200);
  });

  promise(
    'strangers cannot have a number disabled by pairs, however many they make up',
    async (service) => {
      await takeOpenSendings(service);
      const [newest = '', before = ''] = await codesOf(service);
      const wrong = unlike(newest, before);
      for (let index = 0; index < 120; index += 1) {
        assert.equal((await ask(service, [wrong, wrong], `10.0.0.${index}`)).status, 400);
      }
      assert.equal(await score(service), 10);
      const sent = await ask(service, [newest, before]);
      const code = (await codesOf(service))[0] ?? '';
      assert.equal((await enter(service, code, sent.body.challenge_id)).status, 200);
    },
    { PRESET: 'strict' },
  );

  promise(
    'wrong pairs are counted against the address, and pairs that are not compared are not',
    async (service) => {
      for (let sent = 0; sent < 3; sent += 1) {
        assert.equal((await ask(service, ['0000', '0000'])).status, 200);
        service.clock.advance(61);
      }
      const [newest = '', before = ''] = await codesOf(service);
      const wrong = unlike(newest, before);
      for (let tries = 0; tries < 3; tries += 1)
        assert.equal((await ask(service, [wrong, wrong])).status, 400);
      assert.equal((await ask(service, [newest, before])).body.code, 'too_many_attempts');
      assert.equal((await ask(service, [newest, before], '198.51.100.2')).status, 200);
    },
    { VERIFIES_PER_ADDRESS: '3/10m' },
  );

  promise('a list of any other length is refused at its field', async (service) => {
    for (const [codes, error] of [
      [['0428'], 'too_short'],
      [['0428', '0428', '0428'], 'too_long'],
    ] as const) {
      const { status, body } = await ask(service, codes);
      assert.equal(status, 400);
      assert.deepEqual([body.errors[0].field, body.errors[0].code], ['received_codes', error]);
    }
  });
}

function ask(service: Service, codes?: readonly string[], address = owner) {
  return service.call('POST', '/api/send-code/', {
    body: { phone_number: number, ...(codes && { received_codes: codes }) },
    headers: { 'x-forwarded-for': address },
  });
}

/** A stranger uses up the limits for strangers: three codes in ten minutes, or eight in a day. */
async function takeOpenSendings(service: Service, times: 3 | 8 = 3): Promise<void> {
  for (let sent = 0; sent < times; sent += 1) {
    assert.equal((await ask(service, undefined, stranger)).status, 200);
    service.clock.advance(times === 3 ? 61 : 1300);
  }
}

async function codesOf(service: Service): Promise<string[]> {
  const inbox = await service.call('GET', `/api/dev/messages/?to=${encodeURIComponent(number)}`);
  return inbox.body.data.map(({ code }: { code: string }) => code);
}

function enter(service: Service, code: string, challengeId?: string) {
  return service.call('POST', '/api/verify-phone/', {
    body: {
      phone_number: number,
      confirmation_code: code,
      ...(challengeId && { challenge_id: challengeId }),
    },
    headers: { 'x-forwarded-for': owner },
  });
}

async function attempts({ database }: Service): Promise<number[]> {
  const rows = await database.read.selectFrom('challenges').select('attempts').orderBy('id').execute();
  return rows.map((row) => row.attempts);
}

async function score({ database }: Service): Promise<number> {
  const rows = await database.read.selectFrom('guess_failures').select('weight').execute();
  return rows.reduce((sum, { weight }) => sum + weight, 0);
}

/** A code that is none of these. */
function unlike(...codes: readonly string[]): string {
  const digits = codes[0]?.length ?? 4;
  for (let code = 0; ; code += 1) {
    const text = String(code).padStart(digits, '0');
    if (!codes.includes(text)) return text;
  }
}
