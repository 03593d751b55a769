import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignJWT } from 'jose';
import { secureRandom } from '../../src/lib/random.ts';
import { deriveKey } from '../../src/lib/secret-keys.ts';
import { createSigningKeys, currentSigningKey, rotateSigningKey } from '../../src/sessions/index.ts';
import { engines } from '../engines.ts';
import { inTurn } from '../parallel.ts';
import { type Service, startService } from '../service.ts';
import {
  type Forgery,
  misshapen,
  oneCharacterChanged,
  type Parts,
  partsOf,
  signedByOwnKey,
  signedByPublicKey,
  unsigned,
} from './forged-tokens.ts';

const engine = engines[0]!;

test('no forged, altered, misused or expired access token gets in', async (t) => {
  const service = await startService(engine);
  t.after(() => service.close());
  const anna = await service.signIn('+79991234567');
  const boris = await service.signIn('+79991234568');
  const { body: jwks } = await service.call('GET', '/.well-known/jwks.json');

  const kinds: Record<string, Forgery[]> = {
    unsigned: unsigned(anna.token),
    'signed by the public key': signedByPublicKey(anna.token, jwks.keys[0]),
    'signed by a key of its own': signedByOwnKey(anna.token),
    misshapen: misshapen(anna.token, boris.token),
    'signed by the service, but for something else': await mistaken(service, anna.token, boris.token),
    'changed in one character': oneCharacterChanged(anna.token),
  };
  const refused: string[] = [];
  for (const [kind, forgeries] of Object.entries(kinds)) {
    const passed = await knock(service, forgeries);
    assert.deepEqual(passed, [], `${kind}: got in`);
    refused.push(`${forgeries.length} ${kind}`);
  }
  // The genuine ones still work, or the above would prove nothing.
  for (const { token } of [anna, boris]) {
    assert.equal((await service.call('GET', '/api/profile/', { token })).status, 200);
  }
  const all = Object.values(kinds).flat().length;
  assert.ok(all >= 80);
  t.diagnostic(`${all} forged tokens, 0 let in: ${refused.join(', ')}`);
});

test('a token dies with its session and with its key, even one that has just been let in', async (t) => {
  const service = await startService(engine);
  t.after(() => service.close());
  const anna = await service.signIn('+79991234567');
  const boris = await service.signIn('+79991234568');
  const status = async (token: string) => (await service.call('GET', '/api/profile/', { token })).status;
  assert.deepEqual([await status(anna.token), await status(boris.token)], [200, 200]);
  await service.call('POST', '/api/sign-out/', { token: anna.token });
  assert.deepEqual([await status(anna.token), await status(boris.token)], [401, 200]);
  await rotateSigningKey(keysOf(service));
  await service.database.transaction((trx) =>
    trx.deleteFrom('signing_keys').where('retired_at', 'is not', null).execute(),
  );
  service.clock.advance(31); // A process notices another's changes to the keys within half a minute.
  assert.equal(await status(boris.token), 401);
  t.diagnostic('2 tokens outlived by their owner: 0 let in');
});

/** The forgeries that were accepted. */
async function knock(service: Service, forgeries: readonly Forgery[]): Promise<string[]> {
  const statuses = await inTurn(forgeries.length, 8, async (index) => {
    const answer = await service.call('GET', '/api/profile/', { token: forgeries[index]!.token });
    return answer.status === 401 && answer.body.code === 'unauthorized' ? 'refused' : answer.status;
  });
  return forgeries.filter((_, index) => statuses[index] !== 'refused').map(({ how }) => how);
}

/** The service's own keys, as another process of it would have them. */
function keysOf({ database, clock, config }: Service) {
  return createSigningKeys({
    ...{ database, clock, random: secureRandom },
    audit: { clock, random: secureRandom, key: deriveKey(config.secretKey, 'auditedNumbers') },
    sealingKey: deriveKey(config.secretKey, 'signingKeys'),
    tokenTtlSeconds: config.accessTtlSeconds,
  });
}

/** Genuinely signed tokens with invalid claims. */
async function mistaken(service: Service, token: string, other: string): Promise<Forgery[]> {
  const { privateKey } = await currentSigningKey(keysOf(service));
  const own = partsOf(token);
  const theirs = partsOf(other).payload;
  const now = Math.floor(service.clock.now() / 1000);
  const { payload, header } = own;
  const changes: Record<string, Partial<Parts>> = {
    'typ JWT': { header: { ...header, typ: 'JWT' } },
    'no typ': { header: { alg: header.alg, kid: header.kid } },
    'typ of an id token': { header: { ...header, typ: 'id+jwt' } },
    'a typ that is a list': { header: { ...header, typ: ['at+jwt'] } },
    'a critical header that nobody knows': { header: { ...header, crit: ['exp2'], exp2: 1 } },
    'another audience': { payload: { ...payload, aud: 'https://other.example' } },
    'a list of other audiences': { payload: { ...payload, aud: ['https://other.example'] } },
    'no audience': { payload: without(payload, 'aud') },
    'an empty audience': { payload: { ...payload, aud: '' } },
    'another issuer': { payload: { ...payload, iss: 'https://other.example' } },
    'an issuer with a slash more': { payload: { ...payload, iss: `${payload.iss}/` } },
    'no issuer': { payload: without(payload, 'iss') },
    'its end a second ago': { payload: { ...payload, exp: now - 1 } },
    'its end now': { payload: { ...payload, exp: now } },
    'no end': { payload: without(payload, 'exp') },
    'text as its end': { payload: { ...payload, exp: '9999999999' } },
    'null as its end': { payload: { ...payload, exp: null } },
    'a beginning to come': { payload: { ...payload, nbf: now + 3600 } },
    'text as its beginning': { payload: { ...payload, nbf: 'now' } },
    'no time of issue': { payload: without(payload, 'iat') },
    'no id': { payload: without(payload, 'jti') },
    'no subject': { payload: without(payload, 'sub') },
    'no session': { payload: without(payload, 'sid') },
    "another account's subject": { payload: { ...payload, sub: theirs.sub } },
    "another account's session": { payload: { ...payload, sid: theirs.sid } },
    'subject and session exchanged': { payload: { ...payload, sub: payload.sid, sid: payload.sub } },
    'a subject that is a number': { payload: { ...payload, sub: 1 } },
    'a session that is a list': { payload: { ...payload, sid: [payload.sid] } },
    'a session that never was': { payload: { ...payload, sid: `ses_${'0'.repeat(32)}` } },
    'a session in capitals': { payload: { ...payload, sid: String(payload.sid).toUpperCase() } },
    'a session with a space': { payload: { ...payload, sid: `${payload.sid} ` } },
  };
  return Promise.all(
    Object.entries(changes).map(async ([how, change]) => {
      const claims = new SignJWT({ ...(change.payload ?? payload) });
      const crit = Object.fromEntries([['exp2', true]]);
      claims.setProtectedHeader({ ...(change.header ?? header), alg: 'ES256' });
      return { how, token: await claims.sign(privateKey, { crit }) };
    }),
  );
}

function without(claims: Parts['payload'], name: string): Parts['payload'] {
  return Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
}
