/** The guard: what the document calls guarded refuses ended sessions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { type Service, type SignedIn, startService } from '../service.ts';
import { addressOf, operationsOf } from './operations.ts';
import { assertProblem } from './problem.ts';

const number = '+79991234567';

/** Every way a session can end while its access token is still valid. */
const endings: Readonly<Record<string, (service: Service, ended: SignedIn) => Promise<void>>> = {
  'signed out': async ({ call }, { token }) => {
    assert.equal((await call('POST', '/api/sign-out/', { token })).status, 204);
  },
  'ended from another device': async (service) => {
    service.clock.advance(60);
    const other = await service.signIn(number);
    assert.equal((await service.call('DELETE', '/api/sessions/', { token: other.token })).status, 204);
  },
  'not used for too long': async ({ clock }) => clock.advance(700),
  'ended with its account': async ({ call }, { token }) => {
    assert.equal((await call('DELETE', '/api/profile/', { token })).status, 204);
  },
};

/** Sessions end before their tokens, so that the token cannot be the reason. */
const settings = { ACCESS_TTL_S: '1200', REFRESH_IDLE_S: '600' };

for (const engine of engines) {
  for (const [how, end] of Object.entries(endings)) {
    test(`${engine.name}: no guarded route answers the token of a session that was ${how}`, {
      skip: engine.skip,
    }, async (t) => {
      const service = await startService(engine, { settings });
      t.after(() => service.close());
      const operations = operationsOf((await service.call('GET', '/openapi.json')).body);
      const guarded = operations.filter((operation) => operation.guarded);
      assert.ok(guarded.length >= 8);
      const ended = await service.signIn(number);
      await end(service, ended);
      for (const operation of guarded) {
        const { method } = operation;
        const path = addressOf(operation);
        const body = method === 'GET' ? {} : { body: {} };
        const answer = await service.call(method, path, { ...body, token: ended.token });
        assertProblem(service, answer, { status: 401, code: 'unauthorized' }, `${method} ${path}`);
      }
    });
  }
}
