export { createApp } from './app.ts';
export { banner } from './banner.ts';
export { migrationsFolder, prepareDatabase } from './database.ts';
export { createJobs } from './jobs.ts';
