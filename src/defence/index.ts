export type { Budget } from './budget.ts';
export { codeLength } from './code-length.ts';
export { type Abuse, createAbuse } from './defence.ts';
export { abuseProblems } from './problems.ts';
export { Refusal } from './refusal.ts';
export { type NumberReport, pardon, reportOn } from './report.ts';
export { removeOldAbuseRecords } from './retention.ts';
export type { Prove } from './sending-guard.ts';
export type { Origin, Source } from './source.ts';
