import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  nextSend,
  nextSendForKnownDevice,
  type Sending,
  type SendLimits,
  stillCounting,
} from './send-limits.ts';

const standard: SendLimits = {
  resendAfterSeconds: [30, 60, 120],
  codesPerNumber: [
    { max: 3, windowSeconds: 600 },
    { max: 5, windowSeconds: 3600 },
    { max: 10, windowSeconds: 86_400 },
  ],
};

const someLimits: fc.Arbitrary<SendLimits> = fc
  .record({
    resendAfterSeconds: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 }),
    most: fc.tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 3, max: 8 }),
    ),
    windows: fc.tuple(fc.integer({ min: 10, max: 900 }), fc.integer({ min: 1, max: 10 })),
  })
  // Waits grow but stay within the shortest window, because older sendings are forgotten.
  .map(({ resendAfterSeconds, ...rest }) => ({
    ...rest,
    resendAfterSeconds: resendAfterSeconds
      .map((wait) => Math.min(wait, rest.windows[0]))
      .sort((one, other) => one - other),
  }))
  .map(({ resendAfterSeconds, most: [first, more, yetMore], windows: [short, times] }) => ({
    resendAfterSeconds,
    codesPerNumber: [
      { max: first, windowSeconds: short },
      { max: first + more, windowSeconds: short * (times + 1) },
      { max: first + more + yetMore, windowSeconds: short * (times + 1) * 5 },
    ],
  }));
const limits = fc.oneof(fc.constant(standard), someLimits);

interface Attempt {
  /** Seconds after the previous attempt. */
  readonly afterSeconds: number;
  readonly isKnownDevice: boolean;
}
const attempts = (isKnownDevice: fc.Arbitrary<boolean>): fc.Arbitrary<Attempt[]> =>
  fc.array(
    fc.record({
      afterSeconds: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 4000 })),
      isKnownDevice,
    }),
    { maxLength: 120, size: 'max' },
  );

/** All sendings that the limits admit, decided and stored as the service does. */
function letThrough(tried: readonly Attempt[], rules: SendLimits): Sending[] {
  const sent: Sending[] = [];
  let kept: Sending[] = [];
  let now = 1_000_000_000_000;
  for (const { afterSeconds, isKnownDevice } of tried) {
    now += afterSeconds * 1000;
    kept = stillCounting(kept, now, rules);
    const forAnyone = nextSend(kept, now, rules).at <= now;
    const forKnown = isKnownDevice && nextSendForKnownDevice(kept, now, rules).at <= now;
    if (!forAnyone && !forKnown) continue;
    const sending = { at: now, kept: !forAnyone };
    kept.push(sending);
    sent.push(sending);
  }
  return sent;
}

/** The most sendings within any stretch of `windowSeconds`, wherever it begins. */
function most(sent: readonly Sending[], windowSeconds: number): number {
  const within = sent.map(
    ({ at: begin }) => sent.filter(({ at }) => at >= begin && at < begin + windowSeconds * 1000).length,
  );
  return Math.max(0, ...within);
}

test('strangers never get more than the limit within any window, and of the longest two fewer', () => {
  fc.assert(
    fc.property(attempts(fc.constant(false)), limits, (tried, rules) => {
      const sent = letThrough(tried, rules);
      for (const { max, windowSeconds } of rules.codesPerNumber.slice(0, -1)) {
        assert.ok(most(sent, windowSeconds) <= max);
      }
      const longest = rules.codesPerNumber.at(-1)!;
      assert.ok(most(sent, longest.windowSeconds) <= (longest.max > 2 ? longest.max - 2 : longest.max));
    }),
    { numRuns: 500 },
  );
});

test('with known devices among them, all together never get more than the limit within the longest window', () => {
  fc.assert(
    fc.property(attempts(fc.boolean()), limits, (tried, rules) => {
      const sent = letThrough(tried, rules);
      const longest = rules.codesPerNumber.at(-1)!;
      assert.ok(most(sent, longest.windowSeconds) <= longest.max);
      for (const { max, windowSeconds } of rules.codesPerNumber) {
        for (const isKept of [true, false]) {
          assert.ok(
            most(
              sent.filter(({ kept }) => kept === isKept),
              windowSeconds,
            ) <= max,
          );
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('two sendings are never closer than the first wait', () => {
  fc.assert(
    fc.property(attempts(fc.constant(false)), limits, (tried, rules) => {
      const sent = letThrough(tried, rules);
      const shortestMs = Math.min(...rules.resendAfterSeconds) * 1000;
      for (const [index, { at }] of sent.entries()) {
        if (index > 0) assert.ok(at - sent[index - 1]!.at >= shortestMs);
      }
    }),
    { numRuns: 300 },
  );
});

test('after the announced wait a code may be sent', () => {
  fc.assert(
    fc.property(attempts(fc.boolean()), limits, fc.nat(3000), (tried, rules, later) => {
      const sent = letThrough(tried, rules);
      const now = (sent.at(-1)?.at ?? 0) + later * 1000;
      const log = stillCounting(sent, now, rules);
      for (const next of [nextSend, nextSendForKnownDevice]) {
        const { at } = next(log, now, rules);
        fc.pre(at > now);
        assert.ok(next(log, at, rules).at <= at);
      }
    }),
    { numRuns: 500 },
  );
});

test('forgotten log entries change no decision', () => {
  fc.assert(
    fc.property(attempts(fc.boolean()), limits, fc.nat(5000), (tried, rules, later) => {
      const sent = letThrough(tried, rules);
      const now = (sent.at(-1)?.at ?? 0) + later * 1000;
      const log = stillCounting(sent, now, rules);
      for (const next of [nextSend, nextSendForKnownDevice]) {
        assert.equal(next(log, now, rules).at > now, next(sent, now, rules).at > now);
      }
    }),
    { numRuns: 500 },
  );
});

test('whatever strangers do, a known device gets two codes a day', () => {
  fc.assert(
    fc.property(attempts(fc.constant(false)), (tried) => {
      const sent = letThrough(tried, standard);
      const now = (sent.at(-1)?.at ?? 0) + 1;
      assert.ok(nextSendForKnownDevice(sent, now, standard).at <= now);
      const first = [...sent, { at: now, kept: true }];
      const later = now + 30_000;
      assert.ok(nextSendForKnownDevice(first, later, standard).at <= later);
    }),
  );
});

test('the wait after the first code is 30 s, after the second 60 s, then the window of ten minutes', () => {
  const sendings = (...seconds: number[]) => seconds.map((second) => ({ at: second * 1000, kept: false }));
  assert.deepEqual(nextSend([], 0, standard), { at: 0, rule: 'resend_too_soon' });
  assert.deepEqual(nextSend(sendings(0), 0, standard), { at: 30_000, rule: 'resend_too_soon' });
  assert.deepEqual(nextSend(sendings(0, 30), 30_000, standard), { at: 90_000, rule: 'resend_too_soon' });
  assert.deepEqual(nextSend(sendings(0, 30, 90), 90_000, standard), { at: 600_000, rule: 'too_many_codes' });
  assert.deepEqual(nextSend(sendings(0, 30, 90), 600_000, standard).at <= 600_000, true);
});
