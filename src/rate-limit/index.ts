export { type Limit, type NamedLimit, namedLimits } from './limit.ts';
export { createLimiter, type Exceeded, type Limiter, type Tally } from './limiter.ts';
export { removeOld as removeOldWindows } from './store.ts';
