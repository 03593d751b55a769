import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from 'typebox';
import type { Database } from '../db/index.ts';
import {
  fieldProblem,
  httpProblems,
  idView,
  nullable,
  page,
  pageQuery,
  pageRequestOf,
  payload,
  phoneNumberView,
  type Routes,
  readerOf,
  sendPage,
  timestamp,
  viewPage,
} from '../http/index.ts';
import { type Clock, toTimestamp } from '../lib/clock.ts';
import type { Page, PageRequest } from '../lib/page.ts';
import { type PhoneNumber, parsePhoneNumber, type Region } from '../lib/phone-number.ts';
import { inboxBody, inboxRefreshSeconds } from './inbox-page.ts';
import { listMessages, type MessageTable } from './store.ts';

const messageView = Type.Object(
  {
    id: idView('msg'),
    to: phoneNumberView(),
    text: nullable(Type.String()),
    code: nullable(Type.String({ description: 'The confirmation code in the text.' })),
    created_at: timestamp(),
    status: Type.Enum(['sending', 'sent', 'failed'], {
      type: 'string',
      description: 'Whether the provider accepted the message.',
    }),
  },
  { title: 'Message', description: 'A message that was sent to a phone.' },
);

const inboxQuery = payload({
  ...pageQuery.properties,
  to: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'Only messages to this phone number.',
      examples: ['+79991234567'],
    }),
  ),
  wait: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 30,
      description: 'Seconds to wait for the first message when there is none.',
    }),
  ),
});

/** How often a waiting request looks into the database, because another process may send the message. */
const lookEveryMs = 100;
const messagesOnPage = 50;

interface Options {
  readonly database: Database;
  readonly clock: Clock;
  readonly region: Region;
}

/** The development inbox: what the simulated provider has sent. Must only be mounted in development mode. */
export function inboxRoutes(options: Options): Routes {
  const { database, region } = options;
  return async (app) => {
    let isClosing = false;
    const inbox: Inbox = { ...options, isClosing: () => isClosing };
    app.addHook('preClose', async () => {
      isClosing = true;
    });

    app.get(
      '/api/dev/messages/',
      {
        schema: {
          operationId: 'listMessages',
          tags: ['Development'],
          summary: 'List the messages that the simulated channel has sent, newest first',
          description:
            'In development mode only. With `wait` the answer comes as soon as there is a message.',
          querystring: inboxQuery,
          response: {
            200: page(messageView),
          },
          problems: [httpProblems.validation_failed, httpProblems.database_unavailable],
        },
      },
      async ({ query }) => {
        const to = query.to === undefined ? undefined : parsePhoneNumber(plusSign(query.to), region);
        if (query.to !== undefined && to === undefined) throw fieldProblem('to', 'wrong_form');
        const wish = { to, page: pageRequestOf(query), waitSeconds: query.wait ?? 0 };
        return viewPage(await waitForMessages(inbox, wish), viewMessage);
      },
    );

    app.get('/dev/inbox', { schema: { hide: true } }, async (request, reply) => {
      const { rows } = await listMessages(database.read, undefined, { limit: messagesOnPage });
      const isPaused = new URLSearchParams(request.url.split('?')[1]).has('pause');
      const reader = readerOf(request);
      return sendPage(reply, {
        reader,
        title: reader.say('inbox.title'),
        body: inboxBody(rows, reader, isPaused),
        shape: 'text',
        refreshSeconds: isPaused ? undefined : inboxRefreshSeconds,
      });
    });
  };
}

interface Inbox {
  readonly database: Database;
  readonly clock: Clock;
  /** Ends all waiting when the server shuts down. */
  readonly isClosing: () => boolean;
}

interface InboxWish {
  readonly to: PhoneNumber | undefined;
  readonly page: PageRequest;
  readonly waitSeconds: number;
}

/** A page of messages; an empty one only after the time to wait. */
async function waitForMessages(
  inbox: Inbox,
  { to, page: request, waitSeconds }: InboxWish,
): Promise<Page<MessageTable>> {
  const { database, clock } = inbox;
  const until = clock.now() + waitSeconds * 1000;
  for (;;) {
    const found = await listMessages(database.read, to, request);
    if (found.rows.length > 0 || inbox.isClosing() || clock.now() >= until) return found;
    await sleep(lookEveryMs);
  }
}

function viewMessage(message: MessageTable) {
  return {
    id: message.id,
    to: message.phone_number,
    text: message.text,
    code: message.code,
    created_at: toTimestamp(message.created_at),
    status: message.status,
  };
}

/** In a query, `+` means a space (application/x-www-form-urlencoded), but `?to=+7…` means a plus. */
function plusSign(text: string): string {
  return text.startsWith(' ') ? `+${text.trimStart()}` : text;
}
