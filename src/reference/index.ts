export { collectOpenApi, type OpenApi } from './openapi.ts';
export { referenceRoutes } from './routes.ts';
