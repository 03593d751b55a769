import pg from 'pg';
import { clientConfig } from './client.ts';

const connectionsDefault = 10;
const idleSecondsMax = 300;
/** So that a name that points to another server now (after a failover) is followed in the end. */
const lifetimeSecondsMax = 3600;

/** The connections that transactions are given, one each. The driver's connect timeout bounds their queue too. */
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
  // A client that is checked out tells nobody but itself, and an error that nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', onLost));
  pool.on('error', () => {}); // The client's own listener has told it.
  return pool;
}
