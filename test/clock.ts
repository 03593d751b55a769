import type { Clock } from '../src/lib/clock.ts';

/**
 * A time that moves by a millisecond each time it is read, so that later events are later, and otherwise only when the
 * test moves it: the load of the machine changes nothing.
 */
export interface TestClock extends Clock {
  advance(seconds: number): void;
}

/** Begins at the present, which certificates, browsers and databases use. */
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
