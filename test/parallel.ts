import type { Answer } from './call.ts';

/** Starts `work` `count` times at once. Returns the results in order. */
export function parallel<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => work(index)));
}

/** Runs `work` `count` times, at most `atOnce` at a time. Returns the results in order. */
export async function inTurn<T>(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  await parallel(Math.min(atOnce, count), async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  });
  return results;
}

/** How many answers there are of each kind: `{ '200': 1, '400 invalid_code': 49 }`. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const kind = body?.code === undefined ? String(status) : `${status} ${body.code}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
