import { command, type Queries, type Transaction } from '../db/index.ts';
import type { MessageId } from '../lib/id.ts';
import { type Page, type PageRequest, toPage } from '../lib/page.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** The state of a message: handed to the provider, accepted by it, or refused. */
export type MessageStatus = 'sending' | 'sent' | 'failed';

export interface MessageTable {
  readonly id: MessageId;
  readonly phone_number: PhoneNumber;
  readonly purpose: string;
  readonly provider: string;
  readonly status: MessageStatus;
  readonly created_at: number;
  readonly text: string | null;
  readonly code: string | null;
}

declare module '../db/index.ts' {
  interface Tables {
    messages: MessageTable;
  }
}

/** Inserts a message without waiting for the answer. */
export const insert = command((queries, row: MessageTable) =>
  queries.insertInto('messages').values({
    id: row.id,
    phone_number: row.phone_number,
    purpose: row.purpose,
    provider: row.provider,
    status: row.status,
    created_at: row.created_at,
    text: row.text,
    code: row.code,
  }),
);

interface StatusChange {
  readonly id: MessageId;
  readonly status: MessageStatus;
}

/** Updates the state of a message without waiting for the answer. */
export const setStatus = command((queries, { id, status }: StatusChange) =>
  queries.updateTable('messages').set({ status }).where('id', '=', id),
);

/** The messages that were sent or failed, newest first, to one number or to all. */
export async function listMessages(
  queries: Queries,
  to: PhoneNumber | undefined,
  { limit, after }: PageRequest,
): Promise<Page<MessageTable>> {
  let select = queries.selectFrom('messages').selectAll().where('status', '<>', 'sending');
  if (to !== undefined) select = select.where('phone_number', '=', to);
  if (after !== undefined) select = select.where('id', '<', after.id as MessageId);
  const found = await select
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(found, limit, ({ created_at, id }) => ({ at: created_at, id }));
}

/** Removes messages from before `before` (epoch milliseconds). */
export async function removeOlder(trx: Transaction, before: number): Promise<void> {
  await trx.deleteFrom('messages').where('created_at', '<', before).execute();
}

/** Removes the messages to a number that an account has left. */
export async function erase(trx: Transaction, phoneNumber: PhoneNumber): Promise<void> {
  await trx.deleteFrom('messages').where('phone_number', '=', phoneNumber).execute();
}
