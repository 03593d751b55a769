import type { Queries, Transaction } from '../db/index.ts';
import { type AccountId, type AuditEventId, firstIdAt } from '../lib/id.ts';
import type { AuditPhoneHash } from '../lib/phone-hash.ts';
import type { AuditEvent, AuditKind } from './event.ts';
import { insertEvent } from './shared-statements.ts';

interface AuditEventTable {
  readonly id: AuditEventId;
  readonly at: number;
  readonly kind: AuditKind;
  readonly account_id: AuditEvent['accountId'];
  readonly session_id: AuditEvent['sessionId'];
  readonly phone_hash: AuditPhoneHash | null;
  readonly rule: string | null;
  readonly details: string | null;
}

declare module '../db/index.ts' {
  interface Tables {
    audit_events: AuditEventTable;
  }
}

/** An event whose details are already JSON. */
type WrittenEvent = Omit<AuditEvent, 'details'> & { readonly details: string | null };

/** Inserts an event. The transaction does not wait for the answer. */
export function insert(trx: Transaction, event: WrittenEvent): void {
  insertEvent(trx, {
    id: event.id,
    at: event.at,
    kind: event.kind,
    account_id: event.accountId,
    session_id: event.sessionId,
    phone_hash: event.phoneHash,
    rule: event.rule,
    details: event.details,
  });
}

interface Filter {
  readonly accountId?: AccountId | undefined;
  readonly phoneHash?: AuditPhoneHash | undefined;
  readonly kind?: AuditKind | undefined;
  readonly before?: AuditEventId | undefined;
  readonly limit: number;
}

/** Events, newest first. */
export async function list(
  queries: Queries,
  { accountId, phoneHash, kind, before, limit }: Filter,
): Promise<AuditEvent[]> {
  let select = queries
    .selectFrom('audit_events')
    .select([
      'id',
      'at',
      'kind',
      'account_id as accountId',
      'session_id as sessionId',
      'phone_hash as phoneHash',
      'rule',
      'details',
    ]);
  if (accountId !== undefined) select = select.where('account_id', '=', accountId);
  if (phoneHash !== undefined) select = select.where('phone_hash', '=', phoneHash);
  if (kind !== undefined) select = select.where('kind', '=', kind);
  if (before !== undefined) select = select.where('id', '<', before);
  const rows = await select.orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => ({ ...row, details: row.details === null ? null : JSON.parse(row.details) }));
}

/** Removes events older than `before` (epoch milliseconds). Nothing else deletes from the log. */
export async function removeOlder(trx: Transaction, before: number): Promise<void> {
  await trx.deleteFrom('audit_events').where('id', '<', firstIdAt('evt', before)).execute();
}
