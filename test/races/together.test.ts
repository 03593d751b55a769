import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PhoneNumber } from '../../src/lib/phone-number.ts';
import { verify } from '../crowd.ts';
import { engines } from '../engines.ts';
import { parallel } from '../parallel.ts';
import { startService } from '../service.ts';

const people = 60;
/** The friend, and everybody who is neither refused nor wrong. */
const signedIn = 1 + 39;
/** One wrong digit. */
const wrongOf = (code: string) => String((Number(code[0]) + 1) % 10) + code.slice(1);

for (const engine of engines) {
  test(`${engine.name}: sixty people who sign in at once each get what is theirs, although others fail or are refused beside them`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine, {
      settings: { SENDS_PER_ADDRESS: '1000/1m', VERIFIES_PER_ADDRESS: '1000/1m' },
    });
    t.after(() => service.close());
    const { call, database } = service;
    const friend = await service.signIn('+79991110000');
    const numbers = Array.from({ length: people }, (_, index) => `+7999222${1000 + index}`);
    const codes = await parallel(people, async (index) => (await service.codeFor(numbers[index]!)).code);
    // Six mistakes make the next attempt of that address at that number wait.
    const refused = numbers[0]!;
    for (let slip = 0; slip < 6; slip += 1) {
      if (slip === 3) {
        service.clock.advance(121);
        codes[0] = (await service.codeFor(refused)).code;
      }
      await verify(call, refused, { confirmation_code: wrongOf(codes[0]!) });
    }

    const kindOf = (index: number) => ['new', 'wrong', 'invited'][index % 3];
    const answers = await parallel(people, (index) =>
      verify(call, numbers[index]!, {
        confirmation_code: kindOf(index) === 'wrong' ? wrongOf(codes[index]!) : codes[index]!,
        ...(kindOf(index) === 'invited' && { invite_code: friend.inviteCode }),
      }),
    );

    for (const [index, { status, body }] of answers.entries()) {
      const expected = index === 0 ? 429 : kindOf(index) === 'wrong' ? 400 : 200;
      assert.equal(status, expected, `${index}: ${JSON.stringify(body)}`);
      if (status !== 200) continue;
      const { body: profile } = await call('GET', '/api/profile/', { token: body.token });
      assert.equal(profile.phone_number, numbers[index]);
      assert.equal(profile.referrer, kindOf(index) === 'invited' ? friend.inviteCode : null);
      const { body: sessions } = await call('GET', '/api/sessions/', { token: body.token });
      assert.equal(sessions.data.length, 1);
    }
    const { read } = database;
    const attempts = await read
      .selectFrom('challenges')
      .select('attempts')
      .where('phone_number', 'in', numbers.slice(1) as PhoneNumber[])
      .execute();
    assert.equal(attempts.length, people - 1);
    assert.ok(attempts.every((row) => row.attempts === 1));
    const counts = await read
      .selectFrom('send_counts')
      .select('verified')
      .where('scope', '=', 'total')
      .execute();
    assert.equal(
      counts.reduce((sum, { verified }) => sum + verified, 0),
      signedIn,
    );
    const events = await read.selectFrom('audit_events').select('kind').execute();
    assert.equal(events.filter(({ kind }) => kind === 'sign_in').length, signedIn);
    assert.equal(events.filter(({ kind }) => kind === 'refused').length, 1);
  });
}
