import type { CompiledQuery, QueryResult } from 'kysely';
import pg from 'pg';
import { resultTypes } from './types.ts';

const connectSecondsMax = 5;
const keepAliveSeconds = 10;

/** The settings of every client. No timeouts: a pooler in transaction mode refuses them as start-up parameters. */
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

export interface ClientQuery {
  readonly text: string;
  readonly values?: unknown[];
  /** Name of the prepared statement. */
  readonly name?: string | undefined;
  /** After so many milliseconds without an answer the connection is closed; undefined: never. */
  readonly query_timeout?: number | undefined;
}

/** Sends a query without waiting for the answers to earlier ones. Rejects with the driver's error. */
export function send(
  client: pg.ClientBase,
  { text, values, name, query_timeout }: ClientQuery,
): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    sendAtEndOfTick(client);
    // Not an options object: the driver would copy it property by property, 3 µs for each query.
    const query = new pg.Query(text, values, (error: Error | undefined, result: pg.QueryResult) => {
      if (error) reject(error);
      else resolve(result);
    });
    client.query(Object.assign(query, { name, query_timeout }));
  });
}

/** Sends all queries of a tick in one write, which saves a system call and a wake-up of the server for each. */
function sendAtEndOfTick(client: pg.ClientBase): void {
  if (!(client instanceof pg.Client)) return;
  const { stream } = client.connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** The driver's form of a query that Kysely has compiled. */
export function clientQueryOf(
  query: CompiledQuery,
  name: string | undefined,
  timeoutMs: number | undefined,
): ClientQuery {
  return { text: query.sql, values: query.parameters as unknown[], name, query_timeout: timeoutMs };
}

/** Kysely's result of the driver's. */
export function resultOf({ rows, rowCount, command }: pg.QueryResult): QueryResult<unknown> {
  if (command === 'SELECT' || rowCount === null) return { rows };
  return { rows, numAffectedRows: BigInt(rowCount) };
}
