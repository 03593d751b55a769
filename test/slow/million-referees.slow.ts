import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompiledQuery } from 'kysely';
import type { Queries } from '../../src/db/index.ts';
import { rollUpCounts } from '../../src/referrals/index.ts';
import { crowdSettings, join, joinKnown, newPhoneNumber, profile, sendCode, verify } from '../crowd.ts';
import { engines } from '../engines.ts';
import { profileReader, seedReferees } from '../referees.ts';
import { type Service, startService } from '../service.ts';

const referees = 1_000_000;

/** The same queries, recorded in `seen`. */
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

/** The engine's query plan. */
async function plan({ database }: Service, query: CompiledQuery): Promise<string> {
  const explain = database.engine === 'sqlite' ? 'explain query plan' : 'explain';
  const { rows } = await database.read.executeQuery<Record<string, unknown>>(
    CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]),
  );
  return rows.map((row) => row.detail ?? row['QUERY PLAN']).join('\n');
}

for (const engine of engines) {
  test(`${engine.name}: the profile of an account with a million referees is exact, and reads by indexes alone`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine, { settings: crowdSettings });
    t.after(() => service.close());
    const { call, database, clock } = service;
    const referrer = await joinKnown(call);
    await seedReferees(service, referrer, referees);
    await rollUpCounts(database, clock);
    const phoneNumber = newPhoneNumber();
    await sendCode(call, phoneNumber);
    await verify(call, phoneNumber, { invite_code: referrer.inviteCode });
    await join(call);

    const { body } = await profile(call, referrer);
    assert.equal(body.invited_users_count, referees + 1);
    assert.equal(body.invited_users.length, 100);
    assert.equal(body.invited_users[0].phone_number, phoneNumber);

    const readProfile = profileReader(service, referrer);
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
