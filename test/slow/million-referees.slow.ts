import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { CompiledQuery, sql } from 'kysely';
import type { Queries } from '../../src/db/index.ts';
import type { SessionId } from '../../src/lib/id.ts';
import { viewProfile } from '../../src/profile/profile.ts';
import { findOwn } from '../../src/profile/store.ts';
import { rollUpCounts } from '../../src/referrals/index.ts';
import { crowdSettings, join, joinKnown, newPhoneNumber, profile, sendCode, verify } from '../crowd.ts';
import { engines } from '../engines.ts';
import { type Service, startService } from '../service.ts';

const referees = 1_000_000;
const readings = 20;

/** Writes so many accounts and their referrals by `referrerId`, in SQL that both engines know. */
async function seed({ database }: Service, referrerId: string, inviteCode: string): Promise<void> {
  const numbers = sql`with recursive numbers (n) as (
    select 1 union all select n + 1 from numbers where n < ${sql.lit(referees)})`;
  await database.transaction(
    async (trx) => {
      await sql`insert into accounts (id, phone_number, name, invite_code, created_at, ended_at) ${numbers}
        select 'usr_' || cast(10000000 + n as text), '+7' || cast(9100000000 + n as text), null,
          cast(10000000 + n as text), 1700000000000 + n, null from numbers`.execute(trx);
      await sql`insert into referrals (referee_id, referrer_id, invite_code, activated_at) ${numbers}
        select 'usr_' || cast(10000000 + n as text), ${referrerId}, ${inviteCode}, 1700000000000 + n
        from numbers`.execute(trx);
      await sql`analyze`.execute(trx);
    },
    { patient: true },
  );
}

/** The same queries, and in `seen` all that was asked through them. */
function observed(queries: Queries, seen: CompiledQuery[]): Queries {
  return new Proxy(queries, {
    get(target, name) {
      if (name === 'executeQuery') {
        return (query: CompiledQuery) => {
          seen.push(query);
          return target.executeQuery(query);
        };
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** How the engine would find the rows, as it says. */
async function plan({ database }: Service, query: CompiledQuery): Promise<string> {
  const explain = database.engine === 'sqlite' ? 'explain query plan' : 'explain';
  const { rows } = await database.read.executeQuery<Record<string, unknown>>(
    CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]),
  );
  return rows.map((row) => row.detail ?? row['QUERY PLAN']).join('\n');
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let reading = 0; reading < readings; reading += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[readings / 2]!;
}

for (const engine of engines) {
  test(`${engine.name}: the profile of an account with a million referees is exact, and reads by indexes alone`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine, { settings: crowdSettings });
    t.after(() => service.close());
    const { call, database, clock } = service;
    const referrer = await joinKnown(call);
    await seed(service, referrer.id, referrer.inviteCode);
    const startedAt = performance.now();
    await rollUpCounts(database, clock);
    t.diagnostic(`the roll-up of a million took ${Math.round(performance.now() - startedAt)} ms`);
    const phoneNumber = newPhoneNumber();
    await sendCode(call, phoneNumber);
    await verify(call, phoneNumber, { invite_code: referrer.inviteCode });
    await join(call);

    const { body } = await profile(call, referrer);
    assert.equal(body.invited_users_count, referees + 1);
    assert.equal(body.invited_users.length, 100);
    assert.equal(body.invited_users[0].phone_number, phoneNumber);

    const { sid } = decodeJwt(referrer.token);
    const readProfile = async (queries: Queries) => {
      const account = await findOwn(queries, { sessionId: sid as SessionId, now: clock.now() });
      assert.ok(account);
      return viewProfile(queries, account, 'full');
    };
    const profileMs = await medianMs(() => readProfile(database.read));
    const path = `/api/referrals/?limit=100&after=${body.next_cursor}`;
    const pageMs = await medianMs(() => call('GET', path, { token: referrer.token }));
    t.diagnostic(`median of the profile's queries ${profileMs.toFixed(2)} ms`);
    t.diagnostic(`median of a later page, whole request ${pageMs.toFixed(2)} ms`);

    const seen: CompiledQuery[] = [];
    await readProfile(observed(database.read, seen));
    assert.ok(seen.length > 0);
    for (const query of seen) {
      const text = await plan(service, query);
      assert.doesNotMatch(text, /Seq Scan on (referrals|accounts)|\bSCAN (referrals|accounts)\b/, text);
      assert.doesNotMatch(text, /Parallel/, text);
      if (query.sql.includes('"referrals"')) assert.match(text, /Index|USING/, text);
    }
  });
}
