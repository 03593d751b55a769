import { Type } from 'typebox';
import { callerOf, httpProblems, type Routes } from '../http/index.ts';
import { sessionGuard, sessionProblems } from '../sessions/index.ts';
import { endAccount } from './account-end.ts';
import { exportData } from './export.ts';
import { exportView } from './export-view.ts';
import type { Profiles } from './profiles.ts';

/** Exporting and erasing one's own data. */
export function ownDataRoutes(profiles: Profiles): Routes {
  const authenticate = sessionGuard(profiles.sessions);
  return async (app) => {
    app.get(
      '/api/profile/export/',
      {
        onRequest: authenticate,
        schema: {
          tags: ['Profile'],
          summary: 'Take along all that is kept about me',
          security: [{ bearer: [] }],
          response: {
            200: exportView,
          },
          problems: [httpProblems.unauthorized, httpProblems.database_unavailable],
        },
      },
      async (request, reply) => {
        reply.header('content-disposition', 'attachment; filename="pozovi-export.json"');
        return exportData(profiles, callerOf(request));
      },
    );

    app.delete(
      '/api/profile/',
      {
        onRequest: authenticate,
        schema: {
          tags: ['Profile'],
          summary: 'End my account and erase my data',
          description:
            'Needs a sign-in by code of the last ten minutes. Number and name are erased at once; in the list of ' +
            'whoever invited this account it stays as a nameless entry. Whoever comes back by the same number gets a ' +
            'new account, which can activate no invite code (`returning_number`).',
          security: [{ bearer: [] }],
          response: {
            204: Type.Null(),
          },
          problems: [
            httpProblems.unauthorized,
            sessionProblems.fresh_sign_in_required,
            httpProblems.database_unavailable,
          ],
        },
      },
      async (request, reply) => {
        await endAccount(profiles, callerOf(request));
        return reply.code(204).send(null);
      },
    );
  };
}
