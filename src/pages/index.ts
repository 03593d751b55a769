export type { PagesOptions } from './options.ts';
export { pageProblems } from './problems.ts';
export { pageRoutes } from './routes.ts';
