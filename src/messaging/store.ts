import { type Queries, statement, type Transaction } from '../db/index.ts';
import type { MessageId } from '../lib/id.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';

/** How far a message has come: handed to the provider, taken over by it, or refused. */
export type MessageStatus = 'sending' | 'sent' | 'failed';

interface MessageTable {
  id: MessageId;
  phone_number: PhoneNumber;
  purpose: string;
  provider: string;
  status: MessageStatus;
  created_at: number;
  text: string | null;
  code: string | null;
}

declare module '../db/index.ts' {
  interface Tables {
    messages: MessageTable;
  }
}

const insertMessage = statement((queries, row: MessageTable) =>
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

export async function insert(trx: Transaction, row: MessageTable): Promise<void> {
  await insertMessage(trx, row);
}

const updateStatus = statement((queries, { id, status }: { id: MessageId; status: MessageStatus }) =>
  queries.updateTable('messages').set({ status }).where('id', '=', id),
);

export async function setStatus(trx: Transaction, id: MessageId, status: MessageStatus): Promise<void> {
  await updateStatus(trx, { id, status });
}

/** The newest messages that have left or failed, newest first; to one number or to all. */
export function listNewest(
  queries: Queries,
  to: PhoneNumber | undefined,
  limit: number,
): Promise<MessageTable[]> {
  let select = queries.selectFrom('messages').selectAll().where('status', '<>', 'sending');
  if (to !== undefined) select = select.where('phone_number', '=', to);
  return select.orderBy('id', 'desc').limit(limit).execute();
}

/** Removes what was written down before `before` (epoch milliseconds). */
export async function removeOlder(trx: Transaction, before: number): Promise<void> {
  await trx.deleteFrom('messages').where('created_at', '<', before).execute();
}

/** Removes what was sent to a number which an account lets go of. */
export async function erase(trx: Transaction, phoneNumber: PhoneNumber): Promise<void> {
  await trx.deleteFrom('messages').where('phone_number', '=', phoneNumber).execute();
}
