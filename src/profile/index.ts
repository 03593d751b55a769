export { createAccountEnd, type EndAccount } from './account-end.ts';
export { createExport, type ExportData } from './export.ts';
export { nameLengthMax, toName } from './name.ts';
export { ownDataRoutes } from './own-data-routes.ts';
export { profileRoutes } from './routes.ts';
