import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from './server.ts';

/** How a server stops without dropping a request. */
export interface Drain {
  /** True from the moment that the server was told to stop. */
  isDraining(): boolean;
  /** Asks clients to leave, answers what has arrived, then closes. Takes `deadlineMs` at most. */
  close(deadlineMs: number): Promise<void>;
}

/** Long enough for clients with open connections to hear `Connection: close` on the answer to their next request. */
const goodbyeMs = 500;

export function createDrain(app: Server): Drain {
  let draining = false;
  app.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close');
  });
  return {
    isDraining: () => draining,
    async close(deadlineMs) {
      draining = true;
      const deadline = setTimeout(() => app.server.closeAllConnections(), deadlineMs);
      await sleep(goodbyeMs);
      await app.close();
      clearTimeout(deadline);
    },
  };
}
