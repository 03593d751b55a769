export type { Budget } from './budget.ts';
export { codeLength } from './code-length.ts';
export { createDefence, type Defence } from './defence.ts';
export { defenceProblems } from './problems.ts';
export { Refusal } from './refusal.ts';
export { type NumberReport, pardon, reportOn } from './report.ts';
export { removeOldDefenceRecords } from './retention.ts';
export type { Prove } from './sending-guard.ts';
export type { Origin, Source } from './source.ts';
