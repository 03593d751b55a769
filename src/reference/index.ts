export { collectOpenApi } from './openapi.ts';
export { referenceRoutes } from './routes.ts';
