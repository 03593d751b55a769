/** New people of the home country while strangers waste messages: they must do work but are not refused. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { secureRandom } from '../../src/lib/random.ts';
import { deriveKey } from '../../src/lib/secret-keys.ts';
import { createProofs, newProofChallenge } from '../../src/proof-of-work/index.ts';
import { engines } from '../engines.ts';
import { parallel, tally } from '../parallel.ts';
import { testsOn } from '../promise.ts';
import { solve } from '../proof.ts';
import { type Service, startService } from '../service.ts';
import { guardedHome, homeFloor, homeNumber, wasteHomeCodes } from '../wasted-codes.ts';

const person = '+79991234567';
const personAddress = '198.51.100.1';

for (const engine of engines) {
  const promise = testsOn(engine);

  async function start(t: TestContext, settings: Record<string, string> = {}) {
    const service = await startService(engine, {
      settings: { ...guardedHome, ...settings },
    });
    t.after(() => service.close());
    const { config, clock } = service;
    const proofs = createProofs({
      ...{ clock, random: secureRandom },
      key: deriveKey(config.secretKey, 'proofs'),
    });
    const send = (phoneNumber: string, address: string, proof?: string) =>
      service.call('POST', '/api/send-code/', {
        body: { phone_number: phoneNumber, ...(proof !== undefined && { proof }) },
        headers: { 'x-forwarded-for': address },
      });
    const waste = (count?: number) => wasteHomeCodes(service, count);
    return { service, proofs, send, waste };
  }

  const decisions = ({ database }: Service) =>
    database.read
      .selectFrom('audit_events')
      .select(['kind', 'rule', 'details'])
      .where('kind', 'in', ['refused', 'let_through'])
      .orderBy('id')
      .execute();

  promise(
    'strangers who never enter their codes cannot shut new people out at home: a dearer proof of work lets them in',
    async (t) => {
      const { service, proofs, send, waste } = await start(t);
      await waste();
      const asked = await send(person, personAddress);
      assert.deepEqual([asked.status, asked.body.code], [403, 'proof_required']);
      const cheap = await send(person, personAddress, await solve(await newProofChallenge(proofs)));
      assert.deepEqual([cheap.status, cheap.body.code], [403, 'proof_required']);
      assert.equal(
        cheap.body.challenge.parameters.cost,
        3 * (await newProofChallenge(proofs)).parameters.cost,
      );

      const sent = await send(person, personAddress, await solve(cheap.body.challenge));
      assert.equal(sent.status, 200, sent.text);
      const inbox = await service.call('GET', `/api/dev/messages/?to=${encodeURIComponent(person)}`);
      const verified = await service.call('POST', '/api/verify-phone/', {
        body: { phone_number: person, confirmation_code: inbox.body.data[0].code },
        headers: { 'x-forwarded-for': personAddress },
      });
      assert.equal(verified.status, 200);
      assert.equal(verified.body.is_new_user, true);

      const inputs = { value: homeFloor + 1, allowed: homeFloor };
      assert.deepEqual(
        (await decisions(service)).map((event) => ({ ...event, details: JSON.parse(event.details ?? '') })),
        [
          { kind: 'refused', rule: 'country_unverified_hour', details: { ...inputs, proof: 'asked' } },
          { kind: 'refused', rule: 'country_unverified_hour', details: { ...inputs, proof: 'asked' } },
          { kind: 'let_through', rule: 'country_unverified_hour', details: { ...inputs, proof: 'shown' } },
        ],
      );
      // A known device needs no proof.
      service.clock.advance(31);
      assert.equal((await send(person, personAddress)).status, 200);
    },
  );

  promise(
    'a request that must do raised work counts nothing and leaves its standard proof unused',
    async (t) => {
      const { service, proofs, send, waste } = await start(t);
      await waste();
      const everything = async () => {
        const { read } = service.database;
        return {
          counts: await read.selectFrom('send_counts').selectAll().orderBy('key').orderBy('scope').execute(),
          windows: await read
            .selectFrom('limit_windows')
            .selectAll()
            .orderBy('key')
            .orderBy('name')
            .execute(),
          sends: await read.selectFrom('phone_sends').selectAll().orderBy('phone_hash').execute(),
          challenges: await read.selectFrom('challenges').select('id').orderBy('id').execute(),
          messages: await read.selectFrom('messages').select('id').orderBy('id').execute(),
          proofs: await read.selectFrom('used_proofs').selectAll().execute(),
        };
      };
      const before = await everything();
      const proof = await solve(await newProofChallenge(proofs));
      const answers = await parallel(20, () => send(person, personAddress, proof));
      assert.deepEqual(tally(answers), { '403 proof_required': 20 });
      assert.deepEqual(await everything(), before);
    },
  );

  promise('an unrequested proof is not used up', async (t) => {
    const { service, proofs, send } = await start(t);
    const sent = await send(person, personAddress, await solve(await newProofChallenge(proofs)));
    assert.equal(sent.status, 200, sent.text);
    assert.deepEqual(await service.database.read.selectFrom('used_proofs').selectAll().execute(), []);
  });

  promise('of ten parallel requests with one proof exactly one is let through', async (t) => {
    const { proofs, send, waste } = await start(t);
    await waste();
    const proof = await solve(await newProofChallenge(proofs, 'raised'));
    const answers = await parallel(10, (index) =>
      send(homeNumber(100 + index), `198.51.100.${index}`, proof),
    );
    assert.deepEqual(tally(answers), { '200': 1, '403 proof_required': 9 });
  });

  promise('a proof excuses neither what an address did itself nor messages abroad', async (t) => {
    const { proofs, send, waste } = await start(t);
    await waste(5);
    const raised = async () => solve(await newProofChallenge(proofs, 'raised'));
    const spender = '198.51.100.7';
    for (let index = 0; index < 5; index += 1) {
      assert.equal((await send(homeNumber(200 + index), spender)).status, 200);
    }
    const own = await send(homeNumber(210), spender, await raised());
    assert.deepEqual([own.status, own.body.code], [429, 'sending_paused']);
    for (let index = 0; index < 3; index += 1) {
      assert.equal((await send(`+77015${index}50001`, `198.51.101.${index}`)).status, 200);
    }
    const abroad = await send('+77015950001', '198.51.101.9', await raised());
    assert.deepEqual([abroad.status, abroad.body.code], [429, 'sending_paused']);
  });

  promise('the budget of the day ends it all, and does not use the proof up', async (t) => {
    const { service, proofs, send, waste } = await start(t, {
      SMS_BUDGET_DAY: String(homeFloor),
      SMS_BUDGET_RESERVED_PERCENT: '0',
    });
    await waste();
    const proof = await solve(await newProofChallenge(proofs, 'raised'));
    const ended = await send(person, personAddress, proof);
    assert.deepEqual([ended.status, ended.body.code], [429, 'sending_paused']);
    assert.deepEqual(
      (await decisions(service)).map(({ kind, rule }) => [kind, rule]),
      [['refused', 'budget_total_messages']],
    );
    assert.deepEqual(await service.database.read.selectFrom('used_proofs').selectAll().execute(), []);
  });

  promise('with PROOF_OF_WORK=off new people wait, as everywhere else', async (t) => {
    const { send, waste } = await start(t, { PROOF_OF_WORK: 'off' });
    await waste();
    const paused = await send(person, personAddress);
    assert.deepEqual([paused.status, paused.body.code], [429, 'sending_paused']);
  });

  promise('where a proof is always required, a raised one is enough for both', async (t) => {
    const { proofs, send } = await start(t, { PROOF_OF_WORK: 'always' });
    const proof = await solve(await newProofChallenge(proofs, 'raised'));
    assert.equal((await send(person, personAddress)).status, 403);
    assert.equal((await send(person, personAddress, proof)).status, 200);
  });
}
