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
          operationId: 'exportProfile',
          tags: ['Profile'],
          summary: 'Export all data that is kept about you',
          description:
            'Contains no data of the people who were invited, apart from how many came on which day.',
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
          operationId: 'endAccount',
          tags: ['Profile'],
          summary: 'End your account and erase your data',
          description:
            'Requires a recent sign-in (see `fresh_sign_in_required`). Number and name are erased at once. In the list of ' +
            'the person who invited this account an entry without number and name remains. A later sign-in with the same ' +
            'number creates a new account, which cannot activate an invite code (`returning_number`).',
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
