import { findAccount } from '../../accounts/index.ts';
import { type Caller, httpProblems, Problem } from '../../http/index.ts';
import {
  countByDay,
  countByReferrer,
  findReferral,
  listReferees,
  type Referee,
  type RefereePhones,
  viewReferee,
} from '../../referrals/index.ts';
import { listSessions, viewSession } from '../../sessions/index.ts';
import { type Html, html, type Reader, zoneOffsetMs } from '../../ui/index.ts';
import type { PageContext } from '../context.ts';
import type { Fault } from '../parts/form-error.ts';
import { type Notice, noticeLine } from '../parts/notice.ts';
import { accountCard } from './account-card.ts';
import { friendCard } from './friend-card.ts';
import { inviteCard } from './invite-card.ts';
import { invitedCard } from './invited-card.ts';

export const invitedOnPage = 20;
const chartDays = 14;

/** What the page shows besides the data: a notice, what was typed, and errors. */
export interface ProfileState {
  readonly notice?: Notice | undefined;
  readonly typedCode?: string | undefined;
  readonly codeFault?: Fault | undefined;
  readonly typedName?: string | undefined;
  readonly nameFault?: Fault | undefined;
}

/** The profile: own code, friend's code, invited people and account. */
export async function profileBody(
  context: PageContext,
  caller: Caller,
  reader: Reader,
  state: ProfileState,
): Promise<Html> {
  const { clock, database, publicUrl, refereePhones, sessions } = context;
  const { accountId } = caller;
  const now = clock.now();
  const queries = database.read;
  const [account, referral, count, referees, days, live] = await Promise.all([
    findAccount(queries, accountId),
    findReferral(queries, accountId),
    countByReferrer(queries, accountId),
    listReferees(queries, accountId, { limit: invitedOnPage }),
    countByDay(queries, accountId, { now, days: chartDays, offsetMs: zoneOffsetMs(reader.zone, now) }),
    listSessions(sessions, accountId),
  ]);
  if (account === undefined) throw new Problem(httpProblems.unauthorized);
  const devices = live.rows.map((session) => ({
    ...viewSession(session, caller.sessionId),
    lastUsedAt: session.lastUsedAt,
  }));
  const people = referees.rows.map((referee) => toPerson(referee, refereePhones));
  const { notice, typedCode: typed, codeFault: fault, typedName, nameFault } = state;
  return html`<h1 class="unseen">${reader.say('profile.title')}</h1>
${noticeLine(notice, reader.say)}
<div class="profile">
${inviteCard(account.inviteCode, publicUrl, reader.say)}
${friendCard({ referral, refereePhones, typed, fault }, reader)}
${invitedCard({ count, people, nextCursor: referees.nextCursor, days }, reader)}
${accountCard({ account, devices, typedName, nameFault }, reader)}
</div>`;
}

export function toPerson(referee: Referee, phones: RefereePhones) {
  const { phone_number, name } = viewReferee(referee, phones);
  return { phone_number, name, activatedAt: referee.activatedAt };
}
