import type { Clock } from '../src/lib/clock.ts';

/**
 * A time that moves by a millisecond each time it is read, so that what comes later is later, and otherwise when the test
 * moves it: how busy the machine is changes nothing.
 */
export interface TestClock extends Clock {
  advance(seconds: number): void;
}

/** Begins at the present, which is what certificates, browsers and databases go by. */
export function createTestClock(): TestClock {
  let now = Date.now();
  return {
    now: () => {
      now += 1;
      return now;
    },
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
}
