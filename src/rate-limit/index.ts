export { type Limit, type NamedLimit, namedLimits } from './limit.ts';
export { type Exceeded, peekLimits, takeLimits } from './rate-limit.ts';
export { removeOld as removeOldWindows } from './store.ts';
