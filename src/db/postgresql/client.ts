import type { CompiledQuery, QueryResult } from 'kysely';
import pg from 'pg';
import { resultTypes } from './types.ts';

const connectSecondsMax = 5;
const keepAliveSeconds = 10;

/** Settings of every client. No timeouts here: as start-up parameters a transaction-mode pooler refuses them. */
export function clientConfig(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'pozovi',
    connectionTimeoutMillis: connectSecondsMax * 1000,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveSeconds * 1000,
    pipeline: true,
    types: resultTypes,
  };
}

export interface Sending {
  text: string;
  values?: unknown[];
  /** Name of the prepared statement. */
  name?: string | undefined;
  /** The connection is given up after this long without an answer; undefined: never. */
  query_timeout?: number | undefined;
}

/** Sends one query behind those that are under way. Rejects with what the driver says. */
export function send(
  client: pg.ClientBase,
  { text, values, name, query_timeout }: Sending,
): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    gather(client);
    // Made from its text: an object of settings the driver copies property by property, 3 µs for each query.
    const query = new pg.Query(text, values, (error: Error | undefined, result: pg.QueryResult) => {
      if (error) reject(error);
      else resolve(result);
    });
    client.query(Object.assign(query, { name, query_timeout }));
  });
}

/** What is sent to a client in one turn leaves in one write: a system call and a wake-up of the server less for each. */
function gather(client: pg.ClientBase): void {
  if (!(client instanceof pg.Client)) return;
  const { stream } = client.connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** The driver's sending of a query that Kysely has compiled. */
export function sendingOf(
  query: CompiledQuery,
  name: string | undefined,
  timeoutMs: number | undefined,
): Sending {
  return { text: query.sql, values: query.parameters as unknown[], name, query_timeout: timeoutMs };
}

/** Kysely's result of the driver's. */
export function resultOf({ rows, rowCount, command }: pg.QueryResult): QueryResult<unknown> {
  if (command === 'SELECT' || rowCount === null) return { rows };
  return { rows, numAffectedRows: BigInt(rowCount) };
}
