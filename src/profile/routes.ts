import { Type } from 'typebox';
import { renameAccount } from '../accounts/index.ts';
import { httpProblems, nullable, Problem, payload, type Routes } from '../http/index.ts';
import { readingGuard } from '../sessions/index.ts';
import { nameLengthMax, toName } from './name.ts';
import { profileView, viewProfile } from './profile.ts';
import type { Profiles } from './profiles.ts';
import { findOwn } from './store.ts';

export function profileRoutes(profiles: Profiles): Routes {
  const { database, sessions, refereePhones } = profiles;
  const own = readingGuard(sessions, findOwn);

  return async (app) => {
    app.get(
      '/api/profile/',
      {
        onRequest: own.guard,
        schema: {
          tags: ['Profile'],
          summary: 'Read my profile',
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
          },
          problems: [
            httpProblems.malformed_body,
            httpProblems.validation_failed,
            httpProblems.unauthorized,
            httpProblems.database_unavailable,
          ],
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
