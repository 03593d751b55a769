import type { FastifyBaseLogger } from 'fastify';

/** Work that every process attempts from time to time; the database decides which one does it. */
export interface Job {
  readonly name: string;
  readonly everySeconds: number;
  readonly run: () => Promise<void>;
}

/**
 * Runs the jobs, one at a time, until the returned function is called, which waits for the one under way. A failure is
 * logged and keeps no other job from running.
 */
export function schedule(jobs: readonly Job[], logger: FastifyBaseLogger): () => Promise<void> {
  let isStopped = false;
  let last = Promise.resolve();
  const timers = jobs.map((job) => {
    let isQueued = false;
    const runNext = async () => {
      isQueued = false;
      if (!isStopped) await runLogged(job, logger);
    };
    return setInterval(() => {
      if (isQueued) return;
      isQueued = true;
      last = last.then(runNext);
    }, job.everySeconds * 1000).unref();
  });
  return async () => {
    isStopped = true;
    for (const timer of timers) clearInterval(timer);
    await last;
  };
}

async function runLogged({ name, run }: Job, logger: FastifyBaseLogger): Promise<void> {
  try {
    await run();
  } catch (error) {
    logger.warn({ err: error, job: name }, 'a background job failed');
  }
}
