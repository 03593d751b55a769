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

/** Which events to list; all conditions hold together. */
export interface AuditFilter {
  readonly accountId?: AccountId | undefined;
  readonly phoneNumber?: PhoneNumber | undefined;
  readonly kind?: AuditKind | undefined;
  /** Only events older than this one: the last id of the page before. */
  readonly before?: AuditEventId | undefined;
  /** At most so many. */
  readonly limit: number;
}

/** The append-only log of what happened to accounts and sessions and of what was refused. */
export interface Audit {
  /** Writes an event in the transaction of what it tells of, so that neither is kept without the other. */
  write(trx: Transaction, event: NewAuditEvent): Promise<void>;
  /** Events, newest first. */
  list(queries: Queries, filter: AuditFilter): Promise<AuditEvent[]>;
}

interface Options {
  readonly clock: Clock;
  readonly random: Random;
  readonly key: DerivedKey<'auditedNumbers'>;
}

export function createAudit({ clock, random, key }: Options): Audit {
  const hash = (number: PhoneNumber) => hashForAudit(key, number);

  return {
    async write(trx, { kind, accountId, sessionId, phoneNumber, rule, details }) {
      store.insert(trx, {
        id: newId('evt', clock, random),
        at: clock.now(),
        kind,
        accountId: accountId ?? null,
        sessionId: sessionId ?? null,
        phoneHash: phoneNumber === undefined ? null : hash(phoneNumber),
        rule: rule ?? null,
        details: details === undefined ? null : writeDetails(details),
      });
    },

    async list(queries, { phoneNumber, ...filter }) {
      const phoneHash = phoneNumber === undefined ? undefined : hash(phoneNumber);
      return store.list(queries, { ...filter, phoneHash });
    },
  };
}
