import type { Clock } from '../lib/clock.ts';
import { shortHash } from '../lib/keyed-hash.ts';
import type { NamedLimit } from './limit.ts';
import { type Exceeded, exceeded, type Limiter } from './limiter.ts';
import { createRedisConnection } from './redis-connection.ts';
import { giveBackScript, takeScript } from './redis-scripts.ts';

/** A limiter with a connection of its own. */
export interface RedisLimiter extends Limiter {
  /** Lets go of Redis: what still comes is counted by the fallback. */
  close(): void;
}

interface Options {
  readonly url: string;
  /** Counts while Redis is away. */
  readonly fallback: Limiter;
  readonly clock: Clock;
  /** Redis sees keys only as hashes with this key, which also keeps apart services that share one Redis. */
  readonly hashKey: Uint8Array;
  /** Called once when Redis goes away, or was not there to begin with, and once when it is back. */
  readonly onFallback: (error: unknown) => void;
  readonly onRecovered: () => void;
  readonly retryMs?: number;
}

/** What Redis has counted for one request, until it is known whether that stays. */
type Held = { readonly exceeded: Exceeded } | { readonly keys: readonly string[]; readonly ends: string[] };

/**
 * Counts in Redis or Valkey, before the transaction; what the transaction then does not take is given back. A lost
 * answer may leave one counted that was not: limits may come a little early, never late.
 */
export async function createRedisLimiter(options: Options): Promise<RedisLimiter> {
  const { url, fallback, clock, hashKey, onFallback, onRecovered } = options;
  const connection = await createRedisConnection({
    url,
    // Counting is what matters: a replica, a full memory or a missing right also answer a PING.
    prove: (run) =>
      run(
        takeScript,
        ...takeArguments([{ name: 'proof', key: '', max: Number.MAX_SAFE_INTEGER, windowSeconds: 1 }]),
      ),
    onLost: onFallback,
    onFound: onRecovered,
    ...(options.retryMs !== undefined && { retryMs: options.retryMs }),
  });

  function takeArguments(limits: readonly NamedLimit[]): [keys: string[], values: string[]] {
    const now = clock.now();
    const keys = limits.map(({ name, key }) => `pozovi:limit:${name}:${shortHash(hashKey, key)}`);
    const values = limits.flatMap(({ max, windowSeconds }) => [
      max,
      windowSeconds * 1000,
      now + windowSeconds * 1000,
    ]);
    return [keys, [now, ...values].map(String)];
  }

  async function hold(limits: readonly NamedLimit[]): Promise<Held | undefined> {
    const [keys, values] = takeArguments(limits);
    const reply = await connection.run(takeScript, keys, values);
    if (!Array.isArray(reply)) return undefined;
    const [place, ...ends] = reply.map(String);
    const limit = limits[Number(place) - 1];
    return limit ? { exceeded: exceeded(limit, Number(ends[0]), clock.now()) } : { keys, ends };
  }

  return {
    async tallied(limits, work) {
      const held = limits.length === 0 ? undefined : await hold(limits);
      if (held === undefined) return fallback.tallied(limits, work);
      if ('exceeded' in held) {
        return work({ take: async () => held.exceeded, peek: async () => held.exceeded });
      }
      let isTaken = false;
      let stays = false;
      try {
        const result = await work({
          take: async () => {
            isTaken = true;
            return undefined;
          },
          peek: async () => undefined,
        });
        stays = isTaken;
        return result;
      } finally {
        if (!stays) await connection.run(giveBackScript, held.keys, held.ends);
      }
    },

    close: connection.close,
  };
}
