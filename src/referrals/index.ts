export { rollUpCounts } from './count.ts';
export { countByReferrer } from './count-store.ts';
export { countByDay, type DayCount } from './daily-store.ts';
export { referralProblems } from './problems.ts';
export { type RefereePhones, refereeView, viewReferees } from './referees.ts';
export type { Referral } from './referral.ts';
export { createReferrals, type FirstSignInReferral, type Referrals } from './referrals.ts';
export { referralRoutes } from './routes.ts';
export { findByReferee as findReferral } from './store.ts';
