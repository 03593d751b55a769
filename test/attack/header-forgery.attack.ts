import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { attackerAddress, homeNumber, takeField } from './battlefield.ts';
import { kinds } from './client.ts';
import { figure } from './figures.ts';

const engine = engines[0]!;
/** In production, limits by address also apply to requests from the machine itself. */
const production = { MODE: 'production', PUBLIC_URL: 'https://sign-in.example', ALLOW_SIMULATED_SMS: 'true' };
const verifiesPerAddress = 30;
const tries = 60;

/** Each way to claim another address, every time a different one. */
const forgeries: Record<string, (index: number) => Record<string, string>> = {
  'x-forwarded-for': (index) => ({ 'x-forwarded-for': attackerAddress(index) }),
  'x-forwarded-for with a list': (index) => ({
    'x-forwarded-for': `${attackerAddress(index)}, ${attackerAddress(index + 1)}, 127.0.0.1`,
  }),
  forwarded: (index) => ({ forwarded: `for=${attackerAddress(index)};proto=https` }),
  'x-real-ip': (index) => ({ 'x-real-ip': attackerAddress(index) }),
  'client-ip and relatives': (index) => ({
    ...{ 'client-ip': attackerAddress(index), 'true-client-ip': attackerAddress(index) },
    ...{ 'cf-connecting-ip': attackerAddress(index), 'x-cluster-client-ip': attackerAddress(index) },
  }),
};

for (const [name, headers] of Object.entries(forgeries)) {
  test(`without trusted proxies, a forged ${name} brings no more attempts`, async (t) => {
    const { client } = await takeField(t, engine, { settings: { ...production, TRUSTED_PROXIES: '' } });
    const replies = [];
    for (let index = 0; index < tries; index += 1) {
      const body = { phone_number: homeNumber(index), confirmation_code: '0000' };
      replies.push(await client.call('/api/verify-phone/', { body, headers: headers(index) }));
    }
    assert.deepEqual(kinds(replies), {
      '400 invalid_code': verifiesPerAddress,
      '429 too_many_attempts': tries - verifiesPerAddress,
    });
    figure(t, `${tries} forged ${name}: ${verifiesPerAddress} guesses, as with none`);
  });
}

test('behind a trusted proxy only the address that the proxy added counts, whatever stands left of it', async (t) => {
  const { client } = await takeField(t, engine, { settings: production });
  const replies = [];
  for (let index = 0; index < tries; index += 1) {
    const body = { phone_number: homeNumber(index), confirmation_code: '0000' };
    // What the attacker sent, then what the proxy saw.
    const from = `${attackerAddress(index)}, 127.0.0.1, ${attackerAddress(index + 1)}, 203.0.113.7`;
    replies.push(await client.call('/api/verify-phone/', { body, from }));
  }
  assert.deepEqual(kinds(replies), {
    '400 invalid_code': verifiesPerAddress,
    '429 too_many_attempts': tries - verifiesPerAddress,
  });
  const body = { phone_number: homeNumber(1), confirmation_code: '0000' };
  const other = await client.call('/api/verify-phone/', { body, from: '203.0.113.7, 203.0.113.8' });
  assert.equal(other.status, 400, 'another client of the proxy is not held to it');
  figure(t, `${tries} forged lists behind a proxy: ${verifiesPerAddress} guesses, as with none`);
});

test('IPv6 addresses of one /64 count as one', async (t) => {
  const { client } = await takeField(t, engine, { settings: production });
  const replies = [];
  for (let index = 0; index < tries; index += 1) {
    const body = { phone_number: homeNumber(index), confirmation_code: '0000' };
    replies.push(
      await client.call('/api/verify-phone/', { body, from: `2001:db8:1:2::${index.toString(16)}` }),
    );
  }
  assert.equal(kinds(replies)['400 invalid_code'], verifiesPerAddress);
  figure(t, `${tries} addresses of one /64: ${verifiesPerAddress} guesses, as from one`);
});

test('a forged Host or X-Forwarded-Host does not get into the message with the code', async (t) => {
  const { client, service } = await takeField(t, engine);
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
  const sent = await client.call('/api/send-code/', { body: { phone_number: homeNumber(1) }, headers });
  assert.equal(sent.status, 200);
  const { text } = await service.database.read
    .selectFrom('messages')
    .select('text')
    .executeTakeFirstOrThrow();
  assert.match(String(text), /@127\.0\.0\.1 #/);
  assert.doesNotMatch(String(text) + sent.text, /evil/);
  figure(t, 'forged Host and X-Forwarded-Host: not in the message, not in the answer');
});
