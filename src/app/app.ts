import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../config/index.ts';
import type { Database } from '../db/index.ts';
import type { Drain, Server } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { Provider } from '../messaging/index.ts';
import type { OpenApi } from '../reference/index.ts';
import { createBase } from './base.ts';
import { createDefences } from './defence.ts';
import { createIdentity, mountIdentity } from './identity.ts';
import { createMessages, mountMessages } from './messages.ts';
import { createOperations, mountHealth, mountMetrics } from './operations.ts';
import { createWeb, mountPages, mountReference, serverOptions } from './web.ts';

export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: FastifyBaseLogger;
  /** Who sends messages; by default the simulated provider. */
  readonly provider?: Provider;
}

export interface App {
  readonly server: Server;
  /** The server of METRICS_PORT, when it is set. */
  readonly metricsServer: Server | undefined;
  readonly drain: Drain;
  /** The OpenAPI document, once the server is ready. */
  readonly openApi: OpenApi;
}

/** The whole service, ready to listen: builds each area and mounts its routes. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, clock, random } = options;
  const { metrics, counters, database } = await createOperations(config, options.database);
  const base = createBase({ config, database, clock, random, counters });
  const answering = serverOptions(base, options.logger);
  const web = createWeb(base, answering, metrics?.observe);
  const { server, drain, openApi } = web;

  const messaging = createMessages(base, options.provider);
  const identity = await createIdentity(base, messaging, createDefences(base));

  await mountIdentity(server, base, identity);
  await mountPages(server, base, identity);
  await mountHealth(server, base, drain);
  await mountReference(web);
  await mountMessages(server, base);
  const metricsServer = metrics && (await mountMetrics(server, config, metrics, answering));
  return { server, metricsServer, drain, openApi };
}
