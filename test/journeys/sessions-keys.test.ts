import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { createJobs } from '../../src/app/jobs.ts';
import { secureRandom } from '../../src/lib/random.ts';
import { deriveKey } from '../../src/lib/secret-keys.ts';
import { createSigningKeys, rotateSigningKey } from '../../src/sessions/index.ts';
import { engines } from '../engines.ts';
import { promisesOn } from '../promise.ts';
import type { Service } from '../service.ts';

const accessSeconds = 900;
/** Another process sees a new key after this long at the latest. */
const reloadSeconds = 30;

for (const engine of engines) {
  const promise = promisesOn(engine);

  promise(
    'a new key signs soon after the rotation, and tokens of the old one stay valid until they expire',
    async (service) => {
      const anna = await service.signIn('+79991234567');
      const oldId = kidOf(anna.token);
      const newId = await rotate(service);
      assert.notEqual(newId, oldId);
      service.clock.advance(reloadSeconds);
      assert.deepEqual((await publishedKeys(service)).map(({ kid }) => kid).sort(), [newId, oldId].sort());
      assert.equal((await profile(service, anna.token)).status, 200);
      const { body } = await refresh(service, anna.refreshToken);
      assert.equal(kidOf(body.token), newId);
      service.clock.advance(accessSeconds - reloadSeconds - 5);
      assert.equal((await profile(service, anna.token)).status, 200);
    },
  );

  promise('the old key is removed after the longest lifetime of a token, and not before', async (service) => {
    await service.signIn('+79991234567');
    await rotate(service);
    service.clock.advance(accessSeconds + reloadSeconds);
    assert.equal((await publishedKeys(service)).length, 2);
    service.clock.advance(reloadSeconds + 1);
    await publishedKeys(service);
    service.clock.advance(reloadSeconds + 1);
    assert.equal((await publishedKeys(service)).length, 1);
    service.clock.advance(2 * 86_400);
    for (const { run } of createJobs(service)) await run();
    const kept = await service.database.read.selectFrom('signing_keys').select('retired_at').execute();
    assert.deepEqual(kept, [{ retired_at: null }]);
  });

  promise('the published keys verify tokens of both, with issuer and audience', async (service) => {
    const anna = await service.signIn('+79991234567');
    await rotate(service);
    service.clock.advance(reloadSeconds);
    const { body } = await refresh(service, anna.refreshToken);
    const keys = createLocalJWKSet({ keys: await publishedKeys(service) });
    for (const token of [anna.token, body.token]) {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: service.config.publicUrl,
        audience: service.config.publicUrl,
        typ: 'at+jwt',
        algorithms: ['ES256'],
        currentDate: new Date(service.clock.now()),
      });
      assert.equal(payload.sub, anna.id);
      assert.equal(protectedHeader.alg, 'ES256');
    }
  });

  promise('no private key is published, or kept unsealed', async (service) => {
    await rotate(service);
    for (const key of await publishedKeys(service)) {
      assert.deepEqual(Object.keys(key).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    }
    const rows = await service.database.read.selectFrom('signing_keys').selectAll().execute();
    assert.equal(rows.length, 2);
    for (const row of rows) {
      assert.ok(!('d' in JSON.parse(row.public_jwk)));
      assert.doesNotMatch(row.sealed_private_jwk, /[{"]/);
      assert.ok(!Buffer.from(row.sealed_private_jwk, 'base64url').includes('"d"'));
    }
  });

  promise('a rotation is recorded', async (service) => {
    const key = await rotate(service);
    const rows = await service.database.read
      .selectFrom('audit_events')
      .select('details')
      .where('kind', '=', 'signing_key_rotated')
      .execute();
    assert.deepEqual(rows, [{ details: JSON.stringify({ key }) }]);
  });
}

/** Rotates as `pozovi keys rotate` does, in another process that does not notify the service. */
function rotate({ database, clock, config }: Service): Promise<string> {
  const keys = createSigningKeys({
    ...{ database, clock, random: secureRandom },
    audit: { clock, random: secureRandom, key: deriveKey(config.secretKey, 'auditedNumbers') },
    sealingKey: deriveKey(config.secretKey, 'signingKeys'),
    tokenTtlSeconds: config.accessTtlSeconds,
  });
  return rotateSigningKey(keys);
}

function kidOf(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
}

async function publishedKeys({ call }: Service) {
  return (await call('GET', '/.well-known/jwks.json')).body.keys as { kid: string; kty: string }[];
}

function profile({ call }: Service, token: string) {
  return call('GET', '/api/profile/', { token });
}

function refresh({ call }: Service, refreshToken: string) {
  return call('POST', '/api/token/refresh/', { body: { refresh_token: refreshToken } });
}
