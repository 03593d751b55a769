import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createTestClock } from '../../test/clock.ts';
import { engines } from '../../test/engines.ts';
import { type Database, openDatabase } from '../db/index.ts';
import type { AccountId, SessionId } from '../lib/id.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import { secureRandom } from '../lib/random.ts';
import { deriveKey } from '../lib/secret-keys.ts';
import { listAuditEvents, writeAuditEvent } from './audit.ts';
import { removeOlder as removeOlderAuditEvents } from './store.ts';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const accountId = 'usr_00000000000000000000000000000001' as AccountId;
const phoneNumber = '+79991234567' as PhoneNumber;

for (const engine of engines) {
  const suite = { skip: engine.skip };

  async function start(after: (clean: () => Promise<void>) => void) {
    const place = await engine.createMigrated();
    const database: Database = await openDatabase({ url: place.url, dataDir: place.dataDir });
    after(async () => {
      await database.close();
      await place.remove();
    });
    const clock = createTestClock();
    return {
      database,
      clock,
      audit: { clock, random: secureRandom, key: deriveKey(Buffer.alloc(32, 1), 'auditedNumbers') },
    };
  }

  test(
    `${engine.name}: an event is found by account, number and kind, newest first, page by page`,
    suite,
    async (t) => {
      const { database, clock, audit } = await start((clean) => t.after(clean));
      const sessionId = 'ses_00000000000000000000000000000002' as SessionId;
      await database.transaction(async (trx) => {
        writeAuditEvent(audit, trx, { kind: 'sign_in', accountId, sessionId, details: { first: true } });
        clock.advance(1);
        writeAuditEvent(audit, trx, {
          kind: 'refused',
          phoneNumber,
          rule: 'codes_per_number',
          details: { sent: 3 },
        });
        clock.advance(1);
        writeAuditEvent(audit, trx, { kind: 'sign_out', accountId, sessionId });
      });
      const all = await listAuditEvents(audit, database.read, { limit: 10 });
      assert.deepEqual(
        all.map(({ kind }) => kind),
        ['sign_out', 'refused', 'sign_in'],
      );
      const [refusal] = await listAuditEvents(audit, database.read, { phoneNumber, limit: 10 });
      assert.equal(refusal?.rule, 'codes_per_number');
      assert.deepEqual(refusal?.details, { sent: 3 });
      const [signIn] = await listAuditEvents(audit, database.read, { accountId, kind: 'sign_in', limit: 10 });
      assert.equal(signIn?.sessionId, sessionId);
      const rest = await listAuditEvents(audit, database.read, { accountId, before: all[0]!.id, limit: 10 });
      assert.deepEqual(rest, [signIn]);
    },
  );

  test(`${engine.name}: an event of a transaction that fails is not kept`, suite, async (t) => {
    const { database, audit } = await start((clean) => t.after(clean));
    const failing = database.transaction(async (trx) => {
      writeAuditEvent(audit, trx, { kind: 'sign_in', accountId });
      throw new Error('undone');
    });
    await assert.rejects(failing, /undone/);
    assert.deepEqual(await listAuditEvents(audit, database.read, { limit: 10 }), []);
  });

  test(
    `${engine.name}: no whole number and no token is stored, even when a writer passes one`,
    suite,
    async (t) => {
      const { database, audit } = await start((clean) => t.after(clean));
      const token = `rt_${'0'.repeat(32)}.1.${'x'.repeat(43)}`;
      const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c3IifQ.c2lnbmF0dXJl';
      await database.transaction(async (trx) =>
        writeAuditEvent(audit, trx, {
          kind: 'refused',
          phoneNumber,
          details: { said: `${phoneNumber} with ${token} and ${jwt}`, prefix: '+7999123' },
        }),
      );
      const [row] = await database.read.selectFrom('audit_events').selectAll().execute();
      const text = JSON.stringify(row);
      for (const secret of [phoneNumber, phoneNumber.slice(1), token, jwt])
        assert.ok(!text.includes(secret), text);
      assert.equal(JSON.parse(row?.details ?? '').prefix, '+7999123');
    },
  );

  test(`${engine.name}: retention removes what is older and nothing else`, suite, async (t) => {
    const { database, clock, audit } = await start((clean) => t.after(clean));
    await database.transaction(async (trx) => writeAuditEvent(audit, trx, { kind: 'sign_in', accountId }));
    clock.advance(100);
    await database.transaction(async (trx) => writeAuditEvent(audit, trx, { kind: 'sign_out', accountId }));
    await database.transaction((trx) => removeOlderAuditEvents(trx, clock.now() - 50_000));
    const kept = await listAuditEvents(audit, database.read, { limit: 10 });
    assert.deepEqual(
      kept.map(({ kind }) => kind),
      ['sign_out'],
    );
  });
}

// The engines share no trigger that could refuse an update, so the program's own code is checked.
test('no statement changes an audit event, and only retention removes one', async () => {
  const src = folder('..');
  const files = (await readdir(src, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const found: string[] = [];
  for (const name of files) {
    const text = await readFile(join(src, name), 'utf8');
    const naming = text.match(/\b(update|delete|insert|merge|truncate)\w*\W{1,20}audit_events\b/gi) ?? [];
    for (const statement of naming) found.push(`${name}: ${statement.split(/\W/, 1)[0]}`);
  }
  assert.deepEqual(found.sort(), ['audit/shared-statements.ts: insertInto', 'audit/store.ts: deleteFrom']);
});
