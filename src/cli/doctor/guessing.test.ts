import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceOf, codesPerDay, formulaOf, type Guessing, guessingSteps } from './guessing.ts';

const standard: Guessing = { digits: 4, attempts: 3, liveCodes: 3, codesPerDay: 10 };
const cases: readonly [name: string, change: Partial<Guessing>, formula: string, chance: number][] = [
  ['as it comes', {}, '9/10⁴ + 9/10⁶ + 12/10⁸', 9.0912e-4],
  ['with one code live at a time', { liveCodes: 1 }, '3/10⁴ + 9/10⁶ + 18/10⁸', 3.0918e-4],
  ['with 6 digits', { digits: 6 }, '18/10⁶ + 12/10⁸', 1.812e-5],
  ['with 10 digits', { digits: 10 }, '30/10¹⁰', 3e-9],
  ['with one try of one code', { attempts: 1, liveCodes: 1, codesPerDay: 1 }, '1/10⁴', 1e-4],
];
for (const [name, change, formula, chance] of cases) {
  test(`the chance of guessing a code within a day is computed ${name}`, () => {
    const steps = guessingSteps({ ...standard, ...change });
    assert.equal(formulaOf(steps), formula);
    assert.ok(Math.abs(chanceOf(steps) / chance - 1) < 1e-9, String(chanceOf(steps)));
  });
}

test('every attempt at every code of the day is counted, however they are grouped', () => {
  for (const liveCodes of [1, 2, 3, 4, 10, 20]) {
    const steps = guessingSteps({ ...standard, liveCodes });
    assert.equal(
      steps.reduce((sum, { comparisons }) => sum + comparisons, 0),
      30,
    );
  }
});

test('a chance is never more than certain', () => {
  assert.equal(chanceOf([{ digits: 4, comparisons: 50_000 }]), 1);
});

test('the tightest limit says how many codes a day there are', () => {
  const limit = (max: number, windowSeconds: number) => ({ max, windowSeconds });
  assert.equal(codesPerDay([limit(3, 600), limit(5, 3600), limit(10, 86_400)]), 10);
  assert.equal(codesPerDay([limit(3, 600), limit(5, 3600)]), 120);
  assert.equal(codesPerDay([limit(7, 50_000)]), 14);
  assert.equal(codesPerDay([limit(20, 604_800)]), 20);
});
