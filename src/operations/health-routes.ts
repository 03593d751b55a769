import { Type } from 'typebox';
import type { Database } from '../db/index.ts';
import { type Drain, httpProblems, Problem, type Routes } from '../http/index.ts';

const healthy = Type.Object({ status: Type.Literal('ok') }, { title: 'Health' });

interface Options {
  readonly database: Database;
  readonly drain: Drain;
}

/** `/livez`: the process answers. `/readyz`: it also reaches its database, and is not draining. */
export function healthRoutes({ database, drain }: Options): Routes {
  return async (app) => {
    app.get(
      '/livez',
      {
        schema: {
          operationId: 'checkLiveness',
          tags: ['Operation'],
          summary: 'Check whether the process is alive',
          description: 'Does not query the database.',
          response: { 200: healthy },
        },
      },
      async () => ({ status: 'ok' as const }),
    );
    app.get(
      '/readyz',
      {
        schema: {
          operationId: 'checkReadiness',
          tags: ['Operation'],
          summary: 'Check whether the service can take requests',
          description: 'Fails while the database is unavailable, and while the process is draining.',
          response: { 200: healthy },
          problems: [httpProblems.database_unavailable, httpProblems.shutting_down],
        },
      },
      async () => {
        if (drain.isDraining()) throw new Problem(httpProblems.shutting_down, { retryAfterSeconds: 1 });
        await database.ping();
        return { status: 'ok' as const };
      },
    );
  };
}
