import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import type { Provider } from '../message.ts';

/** Sends nothing, but takes as long as a real provider would, counted from when the message was created. */
export function simulatedProvider(
  delayMs: { readonly min: number; readonly max: number },
  clock: Clock,
  random: Random,
): Provider {
  return {
    name: 'simulated',
    async send({ createdAt }) {
      const wholeMs = delayMs.min + random.below(delayMs.max - delayMs.min + 1);
      const restMs = createdAt + wholeMs - clock.now();
      if (restMs > 0) await sleep(restMs);
    },
  };
}
