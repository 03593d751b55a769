import { Type } from 'typebox';
import {
  callerOf,
  documented,
  httpProblems,
  idPattern,
  Problem,
  page,
  pageQuery,
  pageRequestOf,
  type Routes,
  viewPage,
} from '../http/index.ts';
import { parseId } from '../lib/id.ts';
import { sessionGuard } from './guard.ts';
import { sessionProblems } from './problems.ts';
import { sessionView, viewSession } from './session-view.ts';
import { endSessions, listSessions, type Sessions } from './sessions.ts';

const oneSession = Type.Object({
  id: Type.String({
    description: 'The `id` of the session in `listSessions`.',
    examples: ['ses_019c13c8a0007d3e9a5b1c2d3e4f5061'],
    ...documented({ pattern: idPattern('ses') }),
  }),
});

const guardedSchema = { tags: ['Sessions'], security: [{ bearer: [] }] };
const guardedProblems = [httpProblems.unauthorized, httpProblems.database_unavailable];

/** Listing and ending the caller's sessions. */
export function sessionRoutes(sessions: Sessions): Routes {
  const { database } = sessions;
  const guarded = { onRequest: sessionGuard(sessions) };

  return async (app) => {
    app.post(
      '/api/sign-out/',
      {
        ...guarded,
        schema: {
          ...guardedSchema,
          operationId: 'signOut',
          summary: 'End the session of this access token',
          description: 'Its tokens stop working here at once.',
          response: { 204: Type.Null() },
          problems: guardedProblems,
        },
      },
      async (request, reply) => {
        const { accountId, sessionId } = callerOf(request);
        await database.transaction((trx) =>
          endSessions(sessions, trx, accountId, { only: sessionId, by: sessionId }),
        );
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/api/sessions/',
      {
        ...guarded,
        schema: {
          ...guardedSchema,
          operationId: 'listSessions',
          summary: 'List your live sessions, newest first',
          description:
            'A session begins with a sign-in. It ends with a sign-out, or when its refresh token expires.',
          querystring: pageQuery,
          response: { 200: page(sessionView) },
          problems: [httpProblems.validation_failed, ...guardedProblems],
        },
      },
      async (request) => {
        const { accountId, sessionId } = callerOf(request);
        const live = await listSessions(sessions, accountId, pageRequestOf(request.query));
        return viewPage(live, (session) => viewSession(session, sessionId));
      },
    );

    app.delete(
      '/api/sessions/',
      {
        ...guarded,
        schema: {
          ...guardedSchema,
          operationId: 'endOtherSessions',
          summary: 'End all your other sessions',
          description: 'Keeps the session of this access token.',
          response: { 204: Type.Null() },
          problems: guardedProblems,
        },
      },
      async (request, reply) => {
        const { accountId, sessionId } = callerOf(request);
        await database.transaction((trx) =>
          endSessions(sessions, trx, accountId, { except: sessionId, by: sessionId }),
        );
        return reply.code(204).send(null);
      },
    );

    app.delete(
      '/api/sessions/:id/',
      {
        ...guarded,
        schema: {
          ...guardedSchema,
          operationId: 'endSession',
          summary: 'End one of your sessions',
          description: 'Its tokens stop working here at once. It may be the session of this access token.',
          params: oneSession,
          response: { 204: Type.Null() },
          problems: [...guardedProblems, sessionProblems.session_not_found, httpProblems.not_found],
        },
      },
      async (request, reply) => {
        const only = parseId('ses', request.params.id);
        if (only === undefined) throw new Problem(sessionProblems.session_not_found);
        const { accountId, sessionId: by } = callerOf(request);
        const ended = await database.transaction((trx) =>
          endSessions(sessions, trx, accountId, { only, by }),
        );
        if (ended.length === 0) throw new Problem(sessionProblems.session_not_found);
        return reply.code(204).send(null);
      },
    );
  };
}
