import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { Type } from 'typebox';
import { callerAt } from '../../test/call.ts';
import { createTestClock } from '../../test/clock.ts';
import { engines } from '../../test/engines.ts';
import { solve } from '../../test/proof.ts';
import { openDatabase } from '../db/index.ts';
import { createServer, payload, type Routes } from '../http/index.ts';
import { createTexts } from '../i18n/index.ts';
import { secureRandom } from '../lib/random.ts';
import { deriveKey } from '../lib/secret-keys.ts';
import { collectOpenApi } from '../reference/index.ts';
import { proofProblems } from './problems.ts';
import { acceptProof, createProofs, type Proofs, proofRequired } from './proofs.ts';
import { proofField } from './solution.ts';

/** A route that always requires a proof. */
function guardedRoute(database: Awaited<ReturnType<typeof openDatabase>>, proofs: Proofs): Routes {
  return async (app) => {
    app.post(
      '/guarded/',
      { schema: { body: payload({ proof: proofField }) } },
      async ({ body: { proof } }) => {
        const outcome = await database.transaction((trx) => acceptProof(proofs, trx, proof));
        if (outcome !== 'standard') throw await proofRequired(proofs);
        return { done: true };
      },
    );
  };
}

for (const engine of engines) {
  test(`${engine.name}: a client that solves the challenge in the answer gets through, and only once`, {
    skip: engine.skip,
  }, async (t) => {
    const place = await engine.createMigrated();
    const database = await openDatabase({ url: place.url, dataDir: place.dataDir });
    const proofs = createProofs({
      clock: createTestClock(),
      random: secureRandom,
      key: deriveKey(Buffer.alloc(32, 1), 'proofs'),
    });
    const app = createServer({
      publicUrl: 'http://pozovi.test',
      texts: createTexts({ defaultLocale: 'en' }),
      trustedProxies: [],
      logger: pino({ level: 'silent' }),
      translate: () => undefined,
    });
    await app.register(guardedRoute(database, proofs));
    const call = callerAt(await app.listen({ host: '127.0.0.1', port: 0 }));
    t.after(async () => {
      await app.close();
      await database.close();
      await place.remove();
    });

    const asked = await call('POST', '/guarded/', { body: {} });
    assert.deepEqual([asked.status, asked.body.code], [403, 'proof_required']);
    assert.equal(asked.body.type, 'http://pozovi.test/docs/errors/proof_required');
    const body = { proof: await solve(asked.body.challenge) };
    assert.equal((await call('POST', '/guarded/', { body })).status, 200);
    const again = await call('POST', '/guarded/', { body });
    assert.equal(again.body.code, 'proof_required');
    assert.notDeepEqual(again.body.challenge, asked.body.challenge);
    const tooLong = await call('POST', '/guarded/', { body: { proof: 'x'.repeat(4097) } });
    assert.equal(tooLong.body.code, 'validation_failed');
  });
}

test('the OpenAPI document shows what a challenge looks like', async () => {
  const app = createServer({
    publicUrl: 'http://pozovi.test',
    texts: createTexts({ defaultLocale: 'en', facts: { headersKib: 16 } }),
    trustedProxies: [],
    logger: pino({ level: 'silent' }),
    translate: () => undefined,
  });
  const openApi = collectOpenApi(app, 'http://pozovi.test');
  const schema = { response: { 204: Type.Null() }, problems: [proofProblems.proof_required] };
  app.get('/guarded/', { schema: { ...schema, operationId: 'guard' } }, async () => null);
  const document = (await openApi()) as {
    components: { schemas: { ProofChallenge: object }; responses: { ProofRequired: object } };
  };
  const { schemas, responses } = document.components;
  assert.match(
    JSON.stringify(responses.ProofRequired),
    /"challenge":\{"\$ref":"#\/components\/schemas\/ProofChallenge"\}/,
  );
  assert.match(JSON.stringify(schemas.ProofChallenge), /"parameters":\{.*"signature":\{/);
  await app.close();
});
