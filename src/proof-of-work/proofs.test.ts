import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { createTestClock } from '../../test/clock.ts';
import { engines } from '../../test/engines.ts';
import { solve } from '../../test/proof.ts';
import { openDatabase } from '../db/index.ts';
import { type Random, secureRandom } from '../lib/random.ts';
import { deriveKey as deriveSecretKey } from '../lib/secret-keys.ts';
import { acceptProof, createProofs, isWorth, newProofChallenge, proofRequired } from './proofs.ts';
import { secretsOf } from './signature.ts';
import { removeExpired as removeExpiredProofs } from './store.ts';

const key = deriveSecretKey(Buffer.alloc(32, 1), 'proofs');
const work = { cost: 10, counterMin: 5, counterMax: 20 };

const unpack = (solution: string) => JSON.parse(Buffer.from(solution, 'base64').toString('utf8'));
const pack = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const flipped = (hex: string) => hex.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));

for (const engine of engines) {
  const suite = { skip: engine.skip };

  async function start(after: (clean: () => Promise<void>) => void) {
    const place = await engine.createMigrated();
    const database = await openDatabase({ url: place.url, dataDir: place.dataDir });
    after(async () => {
      await database.close();
      await place.remove();
    });
    const clock = createTestClock();
    const proofs = createProofs({ clock, random: secureRandom, key, work });
    const accept = (solution: string) => database.transaction((trx) => acceptProof(proofs, trx, solution));
    const usedCount = async () =>
      (await database.read.selectFrom('used_proofs').select('id').execute()).length;
    return { database, clock, proofs, accept, usedCount };
  }

  test(`${engine.name}: a solution is accepted once, whatever its spelling`, suite, async (t) => {
    const { proofs, accept } = await start((clean) => t.after(clean));
    const solution = await solve(await newProofChallenge(proofs));
    assert.equal(await accept(solution), 'standard');
    assert.equal(await accept(solution), 'replayed');
    const respelled = unpack(solution);
    respelled.solution.counter += 1;
    respelled.solution.more = 'of the same';
    respelled.challenge.parameters = Object.fromEntries(
      Object.entries(respelled.challenge.parameters).reverse(),
    );
    assert.equal(await accept(pack(respelled)), 'replayed');
    assert.equal(await accept(`${solution}\n`), 'replayed');
  });

  test(`${engine.name}: of fifty parallel uses of one solution exactly one is accepted`, suite, async (t) => {
    const { proofs, accept, usedCount } = await start((clean) => t.after(clean));
    const solution = await solve(await newProofChallenge(proofs));
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => accept(solution)));
    assert.equal(outcomes.filter((outcome) => outcome === 'standard').length, 1);
    assert.equal(outcomes.filter((outcome) => outcome === 'replayed').length, 49);
    assert.equal(await usedCount(), 1);
  });

  test(
    `${engine.name}: a raised solution passes for a standard one, a standard one not for a raised one, each in one request only`,
    suite,
    async (t) => {
      const { database, proofs, usedCount } = await start((clean) => t.after(clean));
      const worth = (solution: string | undefined) =>
        database.transaction(async (trx) => {
          const outcome = await acceptProof(proofs, trx, solution);
          return [isWorth(outcome, 'standard'), isWorth(outcome, 'raised')];
        });
      const standard = await solve(await newProofChallenge(proofs));
      const raised = await solve(await newProofChallenge(proofs, 'raised'));
      assert.deepEqual(await worth(undefined), [false, false]);
      assert.deepEqual(await worth(standard), [true, false]);
      assert.deepEqual(await worth(raised), [true, true]);
      for (const used of [standard, raised]) assert.deepEqual(await worth(used), [false, false]);
      assert.equal(await usedCount(), 2);
    },
  );

  test(`${engine.name}: a solution whose transaction is undone is not used up`, suite, async (t) => {
    const { database, proofs, accept } = await start((clean) => t.after(clean));
    const solution = await solve(await newProofChallenge(proofs));
    const undone = database.transaction(async (trx) => {
      assert.equal(await acceptProof(proofs, trx, solution), 'standard');
      throw new Error('undone');
    });
    await assert.rejects(undone, /undone/);
    assert.equal(await accept(solution), 'standard');
  });

  test(`${engine.name}: a solution is good for five minutes and not longer`, suite, async (t) => {
    const { clock, proofs, accept, usedCount } = await start((clean) => t.after(clean));
    const [early, late] = [
      await solve(await newProofChallenge(proofs)),
      await solve(await newProofChallenge(proofs)),
    ];
    clock.advance(290);
    assert.equal(await accept(early), 'standard');
    clock.advance(10);
    assert.equal(await accept(late), 'expired');
    assert.equal(await accept(early), 'expired');
    assert.equal(await usedCount(), 1);
  });

  test(
    `${engine.name}: a forged, changed or malformed solution is refused and not stored`,
    suite,
    async (t) => {
      const { clock, proofs, accept, usedCount } = await start((clean) => t.after(clean));
      const solution = await solve(await newProofChallenge(proofs));
      const other = await solve(await newProofChallenge(proofs));
      const strangers = createProofs({
        clock,
        random: secureRandom,
        key: deriveSecretKey(Buffer.alloc(32, 2), 'proofs'),
        work,
      });

      const { challenge } = unpack(solution);
      const forgeries: Record<string, string> = {
        'signed with another key': await solve(await newProofChallenge(strangers)),
        'the key of another challenge': pack({ challenge, solution: unpack(other).solution }),
        'only the half of the key that the challenge shows': pack({
          challenge,
          solution: { counter: 1, derivedKey: challenge.parameters.keyPrefix.padEnd(64, '0') },
        }),
        'a later end': withParameter('expiresAt', challenge.parameters.expiresAt + 600),
        'less work': withParameter('cost', 1),
        'as much work as a raised one': withParameter('cost', 3 * work.cost),
        'another nonce': withParameter('nonce', flipped(challenge.parameters.nonce)),
        'another salt': withParameter('salt', flipped(challenge.parameters.salt)),
        'another key signature': withParameter(
          'keySignature',
          unpack(other).challenge.parameters.keySignature,
        ),
        'a parameter more': withParameter('data', {}),
        'a parameter less': withParameter('expiresAt', undefined),
        'a signature with one digit changed': pack({
          ...unpack(solution),
          challenge: { ...challenge, signature: flipped(challenge.signature) },
        }),
        'a key with one digit changed': pack({
          challenge,
          solution: { derivedKey: flipped(unpack(solution).solution.derivedKey) },
        }),
        'no signature': pack({ ...unpack(solution), challenge: { parameters: challenge.parameters } }),
        'no solution': pack({ challenge }),
        'the challenge itself': pack(challenge),
        nothing: '',
        'not base64': '{"challenge":{}}',
        'not JSON': Buffer.from('{"challenge":').toString('base64'),
        null: pack(null),
        'a list': pack([]),
        'brackets without end': pack('['.repeat(3000)),
        'too long': `${solution}${' '.repeat(4096)}`,
      };
      function withParameter(name: string, value: unknown): string {
        const changed = unpack(solution);
        changed.challenge.parameters[name] = value;
        return pack(changed);
      }

      for (const [name, text] of Object.entries(forgeries)) assert.equal(await accept(text), 'invalid', name);
      assert.equal(await usedCount(), 0);
      assert.equal(await accept(solution), 'standard');
    },
  );

  test(`${engine.name}: retention forgets expired proofs and no others`, suite, async (t) => {
    const { database, clock, proofs, accept, usedCount } = await start((clean) => t.after(clean));
    await accept(await solve(await newProofChallenge(proofs)));
    clock.advance(200);
    const kept = await solve(await newProofChallenge(proofs));
    await accept(kept);
    clock.advance(150);
    await database.transaction((trx) => removeExpiredProofs(trx, clock.now()));
    assert.equal(await usedCount(), 1);
    assert.equal(await accept(kept), 'replayed');
  });
}

test('the ALTCHA library accepts the same solutions', async () => {
  const clock = createTestClock();
  const proofs = createProofs({ clock, random: secureRandom, key, work });
  const secrets = secretsOf(key);
  const { challenge, solution } = unpack(await solve(await newProofChallenge(proofs)));
  const { verified } = await verifySolution({
    ...{ challenge, solution, deriveKey },
    hmacSignatureSecret: secrets.challenge,
    hmacKeySignatureSecret: secrets.solution,
  });
  assert.equal(verified, true);
});

for (const [level, expected] of [
  ['standard', [500_000, 1_500_000]],
  ['raised', [1_500_000, 4_500_000]],
] as const) {
  test(`a ${level} challenge needs ${expected.join(' to ')} iterations by default`, async () => {
    const clock = createTestClock();
    const iterations: number[] = [];
    for (const extreme of ['least', 'most']) {
      const random: Random = { ...secureRandom, below: (limit) => (extreme === 'least' ? 0 : limit - 1) };
      const challenge = await newProofChallenge(createProofs({ clock, random, key }), level);
      iterations.push(unpack(await solve(challenge)).solution.counter * challenge.parameters.cost);
    }
    assert.deepEqual(iterations, expected);
  });
}

test('the Problem that asks for a proof carries a challenge that can be solved', async () => {
  const proofs = createProofs({ clock: createTestClock(), random: secureRandom, key, work });
  const problem = await proofRequired(proofs);
  assert.equal(problem.type.code, 'proof_required');
  assert.equal(problem.type.status, 403);
  const { challenge } = problem.extensions as { challenge: Awaited<ReturnType<typeof newProofChallenge>> };
  assert.ok((await solve(challenge)).length < 1200);
});
