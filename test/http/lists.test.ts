/** All lists are paged alike: `limit`, `after`, `next_cursor`. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engines } from '../engines.ts';
import { type Service, type SignedIn, startService } from '../service.ts';
import { type Operation, operationsOf } from './operations.ts';

for (const engine of engines) {
  const { skip } = engine;
  let service: Service;
  let anna: SignedIn;
  let lists: Operation[];

  before(async () => {
    if (skip) return;
    service = await startService(engine);
    anna = await service.signIn('+79991234500');
    // Three sessions, three people invited, and messages of them all.
    for (const number of ['+79991234501', '+79991234502', '+79991234503']) {
      await service.signIn(number, { invite_code: anna.inviteCode });
    }
    for (let session = 2; session <= 3; session += 1) {
      service.clock.advance(60);
      anna = await service.signIn(anna.phoneNumber);
    }
    lists = operationsOf((await service.call('GET', '/openapi.json')).body).filter(({ successes }) => {
      const answer = successes.get(200) as { properties?: Record<string, unknown> } | undefined;
      return answer?.properties?.data !== undefined && answer.properties.next_cursor !== undefined;
    });
  });
  after(() => service?.close());

  test(`${engine.name}: following next_cursor shows what a list shows at once, row by row`, {
    skip,
  }, async () => {
    assert.equal(lists.length, 3);
    for (const { path } of lists) {
      const { token } = anna;
      const whole = await service.call('GET', `${path}?limit=100`, { token });
      assert.equal(whole.status, 200, whole.text);
      assert.equal(whole.body.next_cursor, null, path);
      assert.ok(whole.body.data.length >= 3, path);
      const rows: unknown[] = [];
      let next = '';
      for (;;) {
        const { body } = await service.call('GET', `${path}?limit=1${next}`, { token });
        assert.equal(body.data.length, 1, path);
        rows.push(...body.data);
        if (body.next_cursor === null) break;
        next = `&after=${body.next_cursor}`;
      }
      assert.deepEqual(rows, whole.body.data, path);
    }
  });

  test(`${engine.name}: a cursor that was not handed out is a wrong field`, { skip }, async () => {
    for (const { path } of lists) {
      const answer = await service.call('GET', `${path}?after=bm90aGluZw`, { token: anna.token });
      assert.equal(answer.status, 400, path);
      assert.deepEqual(answer.body.errors[0].field, 'after', path);
    }
  });
}
