export { rollUpCounts } from './count.ts';
export { countByReferrer } from './count-store.ts';
export { countByDay, type DayCount } from './daily-store.ts';
export { referralProblems } from './problems.ts';
export { type RefereePhones, refereeView, viewReferee } from './referees.ts';
export type { Referee, Referral } from './referral.ts';
export { createReferrals, type FirstSignInReferral, type Referrals } from './referrals.ts';
export { referralRoutes } from './routes.ts';
export { findByReferee as findReferral, listByReferrer as listReferees } from './store.ts';
