import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { inTurn } from '../parallel.ts';
import { attackerAddress, homeNumber, takeField } from './battlefield.ts';
import { figure, percent } from './figures.ts';

const addresses = 1000;
const phoneNumber = homeNumber(1);
const stepSeconds = 3600;
const steps = 24;

/** One day in steps of an hour. In each, every address of its share requests a code and guesses once. */
for (const engine of engines) {
  test(`${engine.name}: a thousand addresses get no more comparisons of one number in a day than one address`, {
    skip: engine.skip,
  }, async (t) => {
    const { client, service, phones } = await takeField(t, engine);
    const share = Math.ceil(addresses / steps);
    for (let step = 0; step < steps; step += 1) {
      const own = (index: number) => attackerAddress((step * share + index) % addresses);
      const asked = await inTurn(share, 16, (index) => client.sendCode(phoneNumber, own(index)));
      const digits = Number(asked.find(({ status }) => status === 200)?.body.code_length ?? 8);
      const sent = phones.codesOf(phoneNumber);
      await inTurn(share, 16, (index) => {
        const code = String(7 * step + index).padStart(digits, '0');
        return client.guess(phoneNumber, sent.includes(code) ? '9'.repeat(digits) : code, own(index));
      });
      service.clock.advance(stepSeconds);
    }
    const { read } = service.database;
    const failures = await read.selectFrom('guess_failures').select(['weight', 'source']).execute();
    const comparisons = failures.reduce((sum, { weight }) => sum + weight, 0);
    const lengths = phones.codesOf(phoneNumber).map((code) => code.length);
    assert.ok(new Set(failures.map(({ source }) => source)).size > 5, 'many addresses were heard');
    assert.ok(lengths.length <= 8, `${lengths.length} messages left`);
    assert.ok(comparisons <= 24, `${comparisons} comparisons`);
    const chance = failureChance(lengths);
    figure(
      t,
      `${engine.name}: ${addresses} addresses, ${addresses} guesses in a day: ${lengths.length} messages ` +
        `(${lengths.join(', ')} digits), ${comparisons} comparisons, chance at most ${percent(chance)}`,
    );
  });
}

/** With three attempts at each code. */
function failureChance(lengths: readonly number[]): number {
  return 1 - lengths.reduce((miss, digits) => miss * (1 - 10 ** -digits) ** 3, 1);
}
