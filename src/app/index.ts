export { createApp } from './app.ts';
export { banner } from './banner.ts';
export { createJobs } from './jobs.ts';
