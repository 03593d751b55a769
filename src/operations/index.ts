export { countedDatabase } from './counted-database.ts';
export { healthRoutes } from './health-routes.ts';
export { ListenError, type Listening, listen } from './listening.ts';
export { createLogger } from './logger.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { metricsRoutes } from './metrics-routes.ts';
export { type Job, schedule } from './schedule.ts';
