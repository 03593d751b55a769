import { setFlagsFromString } from 'node:v8';
import { banner, createApp, createJobs, prepareDatabase } from './app/index.ts';
import type { Config } from './config/index.ts';
import type { Locale } from './i18n/index.ts';
import { systemClock } from './lib/clock.ts';
import { secureRandom } from './lib/random.ts';
import { createLogger, listen, schedule } from './operations/index.ts';

/** The most time from SIGTERM to the end of the process. */
const stopDeadlineMs = 9_000;
/** Connections that may wait to be accepted, if the system allows so many. */
const backlogMax = 4096;

/** Settings → database → app → listen; drains and closes on SIGTERM or SIGINT. The banner is in `locale`. */
export async function serve(config: Config, locale: Locale): Promise<void> {
  const logger = createLogger(config.logLevel);
  const clock = systemClock;
  const database = await prepareDatabase(config, { logger });
  const random = secureRandom;
  const { server, metricsServer, drain } = await createApp({ config, database, clock, random, logger });
  const stopJobs = schedule(createJobs({ config, database, clock }), logger);

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'shutting down, draining requests');
    await drain.close(stopDeadlineMs);
    await metricsServer?.close();
    await stopJobs();
    await database.close();
    logger.info('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

  const { host, port, metricsPort } = config;
  await listen(server, { setting: 'PORT', host, port, backlog: backlogMax });
  // On a machine with much memory V8 lets the heap grow fourfold before it collects: a burst of sends took 310 MB.
  setFlagsFromString('--heap-growing-percent=50');
  if (metricsServer !== undefined) {
    await listen(metricsServer, {
      setting: 'METRICS_PORT',
      host,
      port: metricsPort ?? 0,
      backlog: backlogMax,
    });
  }
  const metricsAddresses = metricsServer?.addresses();
  logger.info({ addresses: server.addresses(), metricsAddresses, mode: config.mode }, 'listening');
  if (config.mode === 'development') process.stdout.write(banner(config.publicUrl, server.texts.in(locale)));
}
