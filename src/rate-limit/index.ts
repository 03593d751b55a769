export { type Limit, type NamedLimit, namedLimits } from './limit.ts';
export { createDatabaseLimiter, type Exceeded, type Limiter, type Tally } from './limiter.ts';
export { createRedisLimiter } from './redis-limiter.ts';
export { removeOld as removeOldWindows } from './store.ts';
