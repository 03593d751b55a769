export { healthRoutes } from './health-routes.ts';
export { createLogger } from './logger.ts';
export { type Job, schedule } from './schedule.ts';
