import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { parallel } from '../parallel.ts';
import { attackerAddress, type Battlefield, homeNumber, takeField } from './battlefield.ts';
import { kinds } from './client.ts';
import { figure } from './figures.ts';

const guesses = 200;
const owner = '192.0.2.1';
const phoneNumber = homeNumber(1);

/** Attempts compared with each code, oldest first, and the resulting failure score. */
async function compared({ service }: Battlefield): Promise<{ attempts: number[]; score: number }> {
  const { read } = service.database;
  const codes = await read.selectFrom('challenges').select('attempts').orderBy('id').execute();
  const failures = await read.selectFrom('guess_failures').select('weight').execute();
  return {
    attempts: codes.map(({ attempts }) => attempts),
    score: failures.reduce((sum, { weight }) => sum + weight, 0),
  };
}

/** As many codes as attempts, none of which is `right`. */
function wrongCodes(right: string): string[] {
  const all = Array.from({ length: guesses + 1 }, (_, index) => String(1000 + index * 41));
  return all.filter((code) => code !== right).slice(0, guesses);
}

for (const engine of engines) {
  const options = { skip: engine.skip };

  test(
    `${engine.name}: of 200 parallel attempts by whoever requested the code, exactly 3 are compared`,
    options,
    async (t) => {
      const field = await takeField(t, engine);
      const { client, phones } = field;
      const { body } = await client.sendCode(phoneNumber, owner);
      const right = phones.codesOf(phoneNumber)[0]!;
      const wrong = wrongCodes(right);
      const replies = await parallel(guesses, (index) =>
        client.guess(phoneNumber, wrong[index]!, attackerAddress(index), body.challenge_id),
      );
      assert.deepEqual(kinds(replies), { '400 invalid_code': guesses });
      assert.deepEqual(await compared(field), { attempts: [3], score: 3 });
      const late = await client.guess(phoneNumber, right, owner, body.challenge_id);
      assert.equal(late.status, 400, 'the right code is dead after three wrong ones');
      figure(t, `${engine.name}: ${guesses} guesses at once with the challenge id, 3 compared`);
    },
  );

  test(
    `${engine.name}: of 200 parallel attempts by strangers, exactly 2 are compared, and the owner's code works`,
    options,
    async (t) => {
      const field = await takeField(t, engine);
      const { client, phones } = field;
      await client.sendCode(phoneNumber, owner);
      const right = phones.codesOf(phoneNumber)[0]!;
      const wrong = wrongCodes(right);
      await parallel(guesses, (index) => client.guess(phoneNumber, wrong[index]!, attackerAddress(index)));
      assert.deepEqual(await compared(field), { attempts: [2], score: 2 });
      assert.equal((await client.guess(phoneNumber, right, owner)).status, 200);
      figure(t, `${engine.name}: ${guesses} guesses at once by strangers, 2 compared, the owner signs in`);
    },
  );

  test(
    `${engine.name}: three live codes allow 3 of 200 parallel attempts each, and are used up then`,
    options,
    async (t) => {
      const field = await takeField(t, engine);
      const { client, phones, service } = field;
      for (const waitSeconds of [31, 61, 0]) {
        assert.equal((await client.sendCode(phoneNumber, owner)).status, 200);
        service.clock.advance(waitSeconds);
      }
      const right = phones.codesOf(phoneNumber);
      const wrong = wrongCodes('').filter((code) => !right.includes(code));
      const replies = await parallel(wrong.length, (index) =>
        client.guess(phoneNumber, wrong[index]!, owner),
      );
      assert.deepEqual((await compared(field)).attempts, [3, 3, 3]);
      assert.equal((await compared(field)).score, 9);
      for (const code of right) {
        assert.equal((await client.guess(phoneNumber, code, attackerAddress(1))).status, 400);
      }
      figure(t, `${engine.name}: ${replies.length} guesses at once at three live codes, 9 comparisons`);
    },
  );
}
