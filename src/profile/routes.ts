import { Type } from 'typebox';
import type { Accounts } from '../accounts/index.ts';
import type { Database } from '../db/index.ts';
import {
  callerOf,
  httpProblems,
  nullable,
  Problem,
  payload,
  problemResponses,
  type Routes,
} from '../http/index.ts';
import type { Clock } from '../lib/clock.ts';
import type { RefereePhones } from '../referrals/index.ts';
import type { AccessClaims, Sessions } from '../sessions/index.ts';
import { nameLengthMax, toName } from './name.ts';
import { profileView, viewProfile } from './profile.ts';
import { findOwn } from './store.ts';

interface Options {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly sessions: Pick<Sessions, 'authenticate' | 'identify' | 'used'>;
  readonly refereePhones: RefereePhones;
}

export function profileRoutes({ database, clock, accounts, sessions, refereePhones }: Options): Routes {
  const view = async (claims: AccessClaims) => {
    const account = await findOwn(database.read, claims, clock.now());
    if (account === undefined) throw new Problem(httpProblems.unauthorized);
    await sessions.used(claims.sessionId, account.lastUsedAt);
    return viewProfile(database.read, account, refereePhones);
  };

  return async (app) => {
    app.get(
      '/api/profile/',
      {
        schema: {
          tags: ['Profile'],
          summary: 'Read my profile',
          security: [{ bearer: [] }],
          response: {
            200: profileView,
            ...problemResponses(httpProblems.unauthorized, httpProblems.database_unavailable),
          },
        },
      },
      async (request) => view(await sessions.identify(request)),
    );

    app.patch(
      '/api/profile/',
      {
        onRequest: sessions.authenticate,
        schema: {
          tags: ['Profile'],
          summary: 'Change my name',
          security: [{ bearer: [] }],
          body: payload({
            name: nullable(
              Type.String({
                maxLength: 1000,
                description: `1 to ${nameLengthMax} characters after trimming; null clears it.`,
              }),
            ),
          }),
          response: {
            200: profileView,
            ...problemResponses(
              httpProblems.malformed_body,
              httpProblems.validation_failed,
              httpProblems.unauthorized,
              httpProblems.database_unavailable,
            ),
          },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const name = toName(request.body.name);
        await database.transaction((trx) => accounts.rename(trx, caller.accountId, name));
        return view(caller);
      },
    );
  };
}
