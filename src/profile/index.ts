export { endAccount } from './account-end.ts';
export { exportData } from './export.ts';
export { toName } from './name.ts';
export { ownDataRoutes } from './own-data-routes.ts';
export type { Profiles } from './profiles.ts';
export { profileRoutes } from './routes.ts';
