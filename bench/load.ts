import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadReport } from './load-process.ts';

export interface Load {
  /** Sends every request once. Throws when one is not answered 200. */
  run(order: LoadOrder): Promise<LoadReport>;
  stop(): void;
}

/** Starts the process that makes the load. */
export function startLoad(): Load {
  const child = fork(fileURLToPath(new URL('load-process.ts', import.meta.url)));
  return {
    async run(order) {
      child.send(order);
      const [report] = (await once(child, 'message')) as [LoadReport];
      if (report.error !== undefined) throw new Error(report.error);
      return report;
    },
    stop: () => void child.kill(),
  };
}
