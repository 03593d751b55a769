import type { Config } from '../config/index.ts';
import type { Database } from '../db/index.ts';
import { createServer, type Drain, type Server, type ServerOptions } from '../http/index.ts';
import { type Counters, noCounters } from '../lib/counters.ts';
import {
  countedDatabase,
  createMetrics,
  healthRoutes,
  type Metrics,
  metricsRoutes,
} from '../operations/index.ts';
import type { Base } from './base.ts';

/** How the service is watched. */
export interface Operations {
  readonly metrics: Metrics | undefined;
  readonly counters: Counters;
  /** The database, with its transactions counted. */
  readonly database: Database;
}

/** Starts counting if anyone can read the metrics. */
export async function createOperations(config: Config, database: Database): Promise<Operations> {
  const isRead = config.metricsToken !== undefined || config.metricsPort !== undefined;
  if (!isRead) return { metrics: undefined, counters: noCounters, database };
  const metrics = await createMetrics();
  const { counters } = metrics;
  return { metrics, counters, database: countedDatabase(database, counters) };
}

export async function mountHealth(server: Server, { database }: Base, drain: Drain): Promise<void> {
  await server.register(healthRoutes({ database, drain }));
}

/** Serves the metrics to METRICS_TOKEN, and on METRICS_PORT with a separate server, which is returned. */
export async function mountMetrics(
  server: Server,
  config: Config,
  metrics: Metrics,
  options: ServerOptions,
): Promise<Server | undefined> {
  const routes = metricsRoutes({ metrics, token: config.metricsToken });
  if (config.metricsToken !== undefined) await server.register(routes);
  if (config.metricsPort === undefined) return undefined;
  const metricsServer = createServer(options);
  await metricsServer.register(routes);
  return metricsServer;
}
