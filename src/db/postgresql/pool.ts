import pg from 'pg';
import { clientConfig } from './client.ts';

const connectionsDefault = 10;
const idleSecondsMax = 300;
/** So that connections follow a host name that points to another server after a failover. */
const lifetimeSecondsMax = 3600;

/** The connections for transactions, one each. The driver's connect timeout also limits the time in the queue. */
export function openPool(
  url: string,
  connectionsMax: number | undefined,
  onLost: (error: unknown) => void,
): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(url),
    max: connectionsMax ?? connectionsDefault,
    idleTimeoutMillis: idleSecondsMax * 1000,
    maxLifetimeSeconds: lifetimeSecondsMax,
  });
  // A checked-out client emits errors only itself, and an error without a listener ends the process.
  pool.on('connect', (client) => client.on('error', onLost));
  pool.on('error', () => {}); // The client's own listener has reported it.
  return pool;
}
