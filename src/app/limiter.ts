import type { Config } from '../config/index.ts';
import type { Server } from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { Counters } from '../lib/counters.ts';
import { createDatabaseLimiter, createRedisLimiter, type Limiter } from '../rate-limit/index.ts';

interface Options {
  readonly config: Pick<Config, 'redisUrl' | 'rateLimits'>;
  readonly clock: Clock;
  readonly hashKey: Uint8Array;
  readonly counters: Counters;
  readonly logger: Server['log'];
}

/** Counts where the settings say: in the database, or in a Redis that is let go of when `app` closes. */
export async function openLimiter(app: Server, options: Options): Promise<Limiter> {
  const { config, clock, hashKey, counters, logger } = options;
  const inDatabase = createDatabaseLimiter(clock);
  if (config.redisUrl === undefined || !config.rateLimits) return inDatabase;
  const inRedis = await createRedisLimiter({
    ...{ url: config.redisUrl, fallback: inDatabase, clock, hashKey },
    onFallback: (error) => {
      logger.warn({ err: error }, 'Redis is away: the database counts the limits');
      counters.redisFellBack(true);
    },
    onRecovered: () => {
      logger.info('Redis is back: it counts the limits');
      counters.redisFellBack(false);
    },
  });
  app.addHook('onClose', async () => inRedis.close());
  return inRedis;
}
