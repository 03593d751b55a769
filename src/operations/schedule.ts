import type { FastifyBaseLogger } from 'fastify';

/** Work that every process does from time to time; the database decides which of them really does it. */
export interface Job {
  readonly name: string;
  readonly everySeconds: number;
  readonly run: () => Promise<void>;
}

/** Runs the jobs until the returned function is called, which waits for those under way. A failure is logged. */
export function schedule(jobs: readonly Job[], logger: FastifyBaseLogger): () => Promise<void> {
  const running = new Set<Promise<void>>();
  const timers = jobs.map(({ name, everySeconds, run }) => {
    let busy = false;
    return setInterval(() => {
      if (busy) return;
      busy = true;
      const work = run()
        .catch((error: unknown) => logger.warn({ err: error, job: name }, 'a background job failed'))
        .finally(() => {
          busy = false;
          running.delete(work);
        });
      running.add(work);
    }, everySeconds * 1000).unref();
  });
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(running);
  };
}
