import { Type } from 'typebox';
import { renameAccount } from '../accounts/index.ts';
import { documented, httpProblems, nullable, Problem, payload, type Routes } from '../http/index.ts';
import { readingGuard } from '../sessions/index.ts';
import { nameLengthMax, toName } from './name.ts';
import { profileView, viewProfile } from './profile.ts';
import type { Profiles } from './profiles.ts';
import { findOwn } from './store.ts';

const updateProfileBody = payload(
  {
    name: nullable(
      Type.String({
        maxLength: 1000,
        description: 'The length counts after trimming. Null removes the name.',
        examples: ['Anna'],
        ...documented({ minLength: 1, maxLength: nameLengthMax }),
      }),
    ),
  },
  { title: 'UpdateProfileRequest' },
);

export function profileRoutes(profiles: Profiles): Routes {
  const { database, sessions, refereePhones } = profiles;
  const own = readingGuard(sessions, findOwn);

  return async (app) => {
    app.get(
      '/api/profile/',
      {
        onRequest: own.guard,
        schema: {
          operationId: 'getProfile',
          tags: ['Profile'],
          summary: 'Get your profile',
          description: 'Contains the newest invited users; `listReferrals` lists them all.',
          security: [{ bearer: [] }],
          response: {
            200: profileView,
          },
          problems: [httpProblems.unauthorized, httpProblems.database_unavailable],
        },
      },
      async (request) => viewProfile(database.read, own.foundFor(request), refereePhones),
    );

    app.patch(
      '/api/profile/',
      {
        onRequest: own.guard,
        schema: {
          operationId: 'updateProfile',
          tags: ['Profile'],
          summary: 'Change your name',
          description: 'The person who invited you sees the name too.',
          security: [{ bearer: [] }],
          body: updateProfileBody,
          response: {
            200: profileView,
          },
          problems: [httpProblems.unauthorized, httpProblems.database_unavailable],
        },
      },
      async (request) => {
        const account = own.foundFor(request);
        const name = toName(request.body.name);
        const renamed = await database.transaction((trx) => renameAccount(trx, account.accountId, name));
        if (renamed === undefined) throw new Problem(httpProblems.unauthorized);
        return viewProfile(database.read, { ...account, name }, refereePhones);
      },
    );
  };
}
