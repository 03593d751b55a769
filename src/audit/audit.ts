import type { Queries, Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { type AccountId, type AuditEventId, newId } from '../lib/id.ts';
import { hashForAudit } from '../lib/phone-hash.ts';
import type { PhoneNumber } from '../lib/phone-number.ts';
import type { Random } from '../lib/random.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { writeDetails } from './details.ts';
import type { AuditEvent, AuditKind, NewAuditEvent } from './event.ts';
import * as store from './store.ts';

/** The append-only log of events on accounts and sessions, and of refusals. */
export interface Audit {
  readonly clock: Clock;
  readonly random: Random;
  readonly key: DerivedKey<'auditedNumbers'>;
}

/** Which events to list. Every given condition must hold. */
export interface AuditFilter {
  readonly accountId?: AccountId | undefined;
  readonly phoneNumber?: PhoneNumber | undefined;
  readonly kind?: AuditKind | undefined;
  /** Only events older than this one, the last id of the previous page. */
  readonly before?: AuditEventId | undefined;
  /** The most events to return. */
  readonly limit: number;
}

/** Writes an event in the transaction that it describes, so that neither is kept without the other. */
export function writeAuditEvent(audit: Audit, trx: Transaction, event: NewAuditEvent): void {
  const { kind, accountId, sessionId, phoneNumber, rule, details } = event;
  store.insert(trx, {
    id: newId('evt', audit.clock, audit.random),
    at: audit.clock.now(),
    kind,
    accountId: accountId ?? null,
    sessionId: sessionId ?? null,
    phoneHash: phoneNumber === undefined ? null : hashForAudit(audit.key, phoneNumber),
    rule: rule ?? null,
    details: details === undefined ? null : writeDetails(details),
  });
}

/** Events, newest first. */
export function listAuditEvents(
  audit: Pick<Audit, 'key'>,
  queries: Queries,
  { phoneNumber, ...filter }: AuditFilter,
): Promise<AuditEvent[]> {
  const phoneHash = phoneNumber === undefined ? undefined : hashForAudit(audit.key, phoneNumber);
  return store.list(queries, { ...filter, phoneHash });
}
