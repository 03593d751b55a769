import { Type } from 'typebox';
import type { Accounts } from '../accounts/index.ts';
import type { Database } from '../db/index.ts';
import {
  callerOf,
  type Guard,
  httpProblems,
  nullable,
  Problem,
  payload,
  problemResponses,
  type Routes,
} from '../http/index.ts';
import type { AccountId } from '../lib/id.ts';
import type { RefereePhones } from '../referrals/index.ts';
import { nameLengthMax, toName } from './name.ts';
import { profileView, viewProfile } from './profile.ts';

interface Options {
  readonly database: Database;
  readonly accounts: Accounts;
  readonly authenticate: Guard;
  readonly refereePhones: RefereePhones;
}

export function profileRoutes({ database, accounts, authenticate, refereePhones }: Options): Routes {
  const view = async (accountId: AccountId) => {
    const profile = await viewProfile(database.read, accountId, refereePhones);
    if (profile === undefined) throw new Problem(httpProblems.unauthorized);
    return profile;
  };

  return async (app) => {
    app.get(
      '/api/profile/',
      {
        onRequest: authenticate,
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
      async (request) => view(callerOf(request).accountId),
    );

    app.patch(
      '/api/profile/',
      {
        onRequest: authenticate,
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
        const { accountId } = callerOf(request);
        const name = toName(request.body.name);
        await database.transaction((trx) => accounts.rename(trx, accountId, name));
        return view(accountId);
      },
    );
  };
}
