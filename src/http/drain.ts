import { Server as TcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from './server.ts';

/** How a server stops without dropping a request. */
export interface Drain {
  /** True from the moment that the server was told to stop. */
  isDraining(): boolean;
  /** Takes no new connections, asks clients to leave, answers what has arrived, then closes. Takes `deadlineMs` at most. */
  close(deadlineMs: number): Promise<void>;
}

/** Long enough for clients with open connections to hear `Connection: close` on the answer to their next request. */
const goodbyeMs = 500;

export function createDrain(app: Server): Drain {
  let draining = false;
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (draining) reply.header('connection', 'close');
    done();
  });
  return {
    isDraining: () => draining,
    async close(deadlineMs) {
      draining = true;
      const deadline = setTimeout(() => app.server.closeAllConnections(), deadlineMs);
      const lastLeft = stopListening(app.server);
      await sleep(goodbyeMs);
      await app.close();
      await lastLeft;
      clearTimeout(deadline);
    },
  };
}

/**
 * Closes the listening socket alone, and resolves when the last connection has ended. HTTP's own `close` would also cut
 * the connections that look idle, on which a request may be on its way. It comes first because clients that are asked
 * to leave come back at once, and the system resets connections that it has made but nobody has accepted.
 */
function stopListening(server: Server['server']): Promise<void> {
  return new Promise((resolve) => {
    TcpServer.prototype.close.call(server, () => resolve());
  });
}
