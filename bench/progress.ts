import { createProgress, describeTimeLeft } from '../src/cli/progress.ts';
import { createTexts } from '../src/i18n/index.ts';
import { systemClock } from '../src/lib/clock.ts';

const say = createTexts({ defaultLocale: 'en' }).in('en');
const progress = createProgress(process.stderr, systemClock);

/** Runs the steps of long work one after the other, and shows on standard error how far it is. */
export async function inSteps<T>(
  what: string,
  total: number,
  run: (step: number) => Promise<T>,
): Promise<T[]> {
  const startedAt = systemClock.now();
  const outcomes: T[] = [];
  try {
    for (let done = 0; done < total; done += 1) {
      const left = describeTimeLeft(say, systemClock.now() - startedAt, { done, total });
      progress.report(`${what}: ${done + 1} of ${total}${left}`);
      outcomes.push(await run(done));
    }
  } finally {
    progress.end();
  }
  return outcomes;
}
