import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from 'typebox';
import type { Database } from '../db/index.ts';
import {
  fieldProblem,
  httpProblems,
  nullable,
  page,
  payload,
  problemResponses,
  type Routes,
  sendPage,
  timestamp,
} from '../http/index.ts';
import { type Clock, toTimestamp } from '../lib/clock.ts';
import { type PhoneNumber, parsePhoneNumber, type Region } from '../lib/phone-number.ts';
import { zoneOf } from '../ui/index.ts';
import { inboxBody, inboxRefreshSeconds, inboxTitle } from './inbox-page.ts';
import { listNewest } from './store.ts';

const messageView = Type.Object({
  id: Type.String(),
  to: Type.String(),
  text: nullable(Type.String()),
  code: nullable(Type.String()),
  created_at: timestamp(),
  status: Type.String(),
});

const inboxQuery = payload({
  to: Type.Optional(Type.String({ maxLength: 64 })),
  wait: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 30, description: 'Seconds to wait for the first message.' }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
});

/** How often a waiting request looks. The message may come from another process, so only the database knows. */
const lookEveryMs = 100;

interface Options {
  readonly database: Database;
  readonly clock: Clock;
  readonly region: Region;
}

/** The development inbox: what the simulated channel has sent. Only to be mounted in development mode. */
export function inboxRoutes({ database, clock, region }: Options): Routes {
  return async (app) => {
    let closing = false;
    app.addHook('preClose', async () => {
      closing = true;
    });

    app.get(
      '/api/dev/messages/',
      {
        schema: {
          tags: ['Development'],
          summary: 'Read the messages that the simulated channel has sent, newest first',
          querystring: inboxQuery,
          response: {
            200: page(messageView),
            ...problemResponses(httpProblems.validation_failed, httpProblems.database_unavailable),
          },
        },
      },
      async ({ query }) => {
        const to = query.to === undefined ? undefined : parsePhoneNumber(plusSign(query.to), region);
        if (query.to !== undefined && to === undefined) throw fieldProblem('to', 'wrong_form');
        return { data: await waitForMessages(to, query.wait ?? 0, query.limit ?? 20), next_cursor: null };
      },
    );

    app.get('/dev/inbox', { schema: { hide: true } }, async (request, reply) => {
      const messages = await listNewest(database.read, undefined, 50);
      const { locale } = request;
      const isPaused = new URLSearchParams(request.url.split('?')[1]).has('pause');
      const reader = { locale, zone: zoneOf(request.headers.cookie) };
      return sendPage(reply, {
        locale,
        title: inboxTitle[locale],
        body: inboxBody(messages, reader, isPaused),
        shape: 'text',
        refreshSeconds: isPaused ? undefined : inboxRefreshSeconds,
      });
    });

    async function waitForMessages(to: PhoneNumber | undefined, waitSeconds: number, limit: number) {
      const until = clock.now() + waitSeconds * 1000;
      for (;;) {
        const found = await listNewest(database.read, to, limit);
        if (found.length > 0 || closing || clock.now() >= until) {
          return found.map((row) => ({
            id: row.id,
            to: row.phone_number,
            text: row.text,
            code: row.code,
            created_at: toTimestamp(row.created_at),
            status: row.status,
          }));
        }
        await sleep(lookEveryMs);
      }
    }
  };
}

/** In a query, `+` means a space (application/x-www-form-urlencoded); people who type `?to=+7…` mean a plus. */
function plusSign(text: string): string {
  return text.startsWith(' ') ? `+${text.trimStart()}` : text;
}
