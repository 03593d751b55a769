import { Type } from 'typebox';
import {
  callerOf,
  httpProblems,
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

/** Listing and ending the caller's sessions. */
export function sessionRoutes(sessions: Sessions): Routes {
  const { database } = sessions;
  const guarded = {
    onRequest: sessionGuard(sessions),
    schema: { tags: ['Sessions'], security: [{ bearer: [] }] },
  };
  const guardedProblems = [httpProblems.unauthorized, httpProblems.database_unavailable];

  return async (app) => {
    app.post(
      '/api/sign-out/',
      {
        ...guarded,
        schema: {
          ...guarded.schema,
          summary: 'End this session',
          response: { 204: Type.Null() },
          problems: [...guardedProblems],
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
          ...guarded.schema,
          summary: 'List my live sessions, newest first',
          querystring: pageQuery,
          response: {
            200: page(sessionView),
          },
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
          ...guarded.schema,
          summary: 'End all my other sessions',
          response: { 204: Type.Null() },
          problems: [...guardedProblems],
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
          ...guarded.schema,
          summary: 'End one of my sessions',
          params: Type.Object({ id: Type.String() }),
          response: {
            204: Type.Null(),
          },
          problems: [...guardedProblems, sessionProblems.session_not_found],
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
