export {
  createDatabaseLimiter,
  type Exceeded,
  type Limit,
  type Limiter,
  type NamedLimit,
  namedLimits,
  removeOldWindows,
  type Tally,
} from './limiter.ts';
export { createRedisLimiter } from './redis-limiter.ts';
