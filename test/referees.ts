/** Accounts that have invited very many people. */
import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import type { Queries } from '../src/db/index.ts';
import type { SessionId } from '../src/lib/id.ts';
import { viewProfile } from '../src/profile/profile.ts';
import { findOwn } from '../src/profile/store.ts';
import type { KnownMember } from './crowd.ts';
import type { Service } from './service.ts';

/** Writes so many accounts and their referrals by that member, in SQL that both engines know. */
export async function seedReferees(
  { database }: Service,
  { id, inviteCode }: KnownMember,
  count: number,
): Promise<void> {
  const numbers = sql`with recursive numbers (n) as (
    select 1 union all select n + 1 from numbers where n < ${sql.lit(count)})`;
  await database.transaction(
    async (trx) => {
      await sql`insert into accounts (id, phone_number, name, invite_code, created_at, ended_at) ${numbers}
        select 'usr_' || cast(10000000 + n as text), '+7' || cast(9100000000 + n as text), null,
          cast(10000000 + n as text), 1700000000000 + n, null from numbers`.execute(trx);
      await sql`insert into referrals (referee_id, referrer_id, invite_code, activated_at) ${numbers}
        select 'usr_' || cast(10000000 + n as text), ${id}, ${inviteCode}, 1700000000000 + n
        from numbers`.execute(trx);
      await sql`analyze`.execute(trx);
    },
    { patient: true },
  );
}

/** Reads the profile as the API does, without HTTP. */
export function profileReader({ clock }: Service, { token }: KnownMember) {
  const sessionId = decodeJwt(token).sid as SessionId;
  return async (queries: Queries) => {
    const account = await findOwn(queries, { sessionId, now: clock.now() });
    if (account === undefined) throw new Error('the member is signed out');
    return viewProfile(queries, account, 'full');
  };
}
