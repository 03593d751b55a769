import { Server as TcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from './server.ts';

/** Stops a server without dropping a request. */
export interface Drain {
  /** True once the server was told to stop. */
  isDraining(): boolean;
  /** Accepts no new connections, answers what has arrived, then closes. Takes `deadlineMs` at most. */
  close(deadlineMs: number): Promise<void>;
}

/** Long enough for clients with open connections to get `Connection: close` with their next answer. */
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
 * Closes only the listening socket, and resolves when the last connection has ended. HTTP's own `close` would also cut
 * connections that look idle but have a request on its way. It comes first because clients reconnect at once, and the
 * system resets connections that nobody has accepted.
 */
function stopListening(server: Server['server']): Promise<void> {
  return new Promise((resolve) => {
    TcpServer.prototype.close.call(server, () => resolve());
  });
}
