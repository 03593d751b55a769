import { removeOlderAuditEvents } from '../audit/index.ts';
import { countingSince, removeOldChallenges } from '../codes/index.ts';
import type { Config } from '../config/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { removeOldDefenceRecords } from '../defence/index.ts';
import type { Clock } from '../lib/clock.ts';
import { removeOlderMessages } from '../messaging/index.ts';
import type { Job } from '../operations/index.ts';
import { removeExpiredProofs } from '../proof-of-work/index.ts';
import { removeOldWindows } from '../rate-limit/index.ts';
import { rollUpCounts } from '../referrals/index.ts';
import { removeOldSessions, removeRetiredKeys } from '../sessions/index.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How long rows that have served their purpose are kept, to answer questions. */
const keptMs = {
  codes: dayMs,
  sends: 2 * dayMs,
  messages: 30 * dayMs,
  sessions: 30 * dayMs,
  proofs: hourMs,
  signingKeys: dayMs,
};
const removeEverySeconds = 600;

interface Dependencies {
  readonly config: Pick<Config, 'codesPerNumber' | 'resendAfterSeconds' | 'auditDays' | 'accessTtlSeconds'>;
  readonly database: Database;
  readonly clock: Clock;
}

/** The background jobs: counting referrals and removing what is no longer needed. */
export function createJobs({ config, database, clock }: Dependencies): Job[] {
  const removal = (name: string, remove: (trx: Transaction, now: number) => Promise<void>): Job => ({
    name,
    everySeconds: removeEverySeconds,
    run: () => database.transaction((trx) => remove(trx, clock.now())),
  });
  return [
    { name: 'count referrals', everySeconds: 10, run: () => rollUpCounts(database, clock) },
    removal('remove old codes', (trx, now) => {
      const since = countingSince(now, config);
      return removeOldChallenges(
        trx,
        Math.min(now - keptMs.codes, since),
        Math.min(now - keptMs.sends, since),
      );
    }),
    removal('remove old limit windows', removeOldWindows),
    removal('remove old defence records', removeOldDefenceRecords),
    removal('remove old messages', (trx, now) => removeOlderMessages(trx, now - keptMs.messages)),
    removal('remove expired proofs', (trx, now) => removeExpiredProofs(trx, now - keptMs.proofs)),
    removal('remove old sessions', (trx, now) => removeOldSessions(trx, now - keptMs.sessions)),
    removal('remove old audit events', (trx, now) =>
      removeOlderAuditEvents(trx, now - config.auditDays * dayMs),
    ),
    removal('remove retired signing keys', (trx, now) =>
      removeRetiredKeys(trx, now - config.accessTtlSeconds * 1000 - keptMs.signingKeys),
    ),
  ];
}
