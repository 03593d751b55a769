import { removeOlderAuditEvents } from '../audit/index.ts';
import { countingSince, removeOldChallenges } from '../codes/index.ts';
import type { Config } from '../config/index.ts';
import type { Database } from '../db/index.ts';
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
/** How long what is over is kept for questions, before it is removed. */
const keptMs = {
  challenges: dayMs,
  phoneSends: 2 * dayMs,
  messages: 30 * dayMs,
  sessions: 30 * dayMs,
  proofs: hourMs,
};

/** What the service does by itself: counting what has settled, and removing what is over. */
export function createJobs({
  config,
  database,
  clock,
}: {
  config: Config;
  database: Database;
  clock: Clock;
}): Job[] {
  return [
    { name: 'count referrals', everySeconds: 10, run: () => rollUpCounts(database, clock) },
    {
      name: 'remove what is over',
      everySeconds: 600,
      run: async () => {
        const now = clock.now();
        const since = countingSince(now, config);
        await database.transaction((trx) =>
          removeOldChallenges(
            trx,
            Math.min(now - keptMs.challenges, since),
            Math.min(now - keptMs.phoneSends, since),
          ),
        );
        await database.transaction((trx) => removeOldWindows(trx, now));
        await database.transaction((trx) => removeOldDefenceRecords(trx, now));
        await database.transaction((trx) => removeOlderMessages(trx, now - keptMs.messages));
        await database.transaction((trx) => removeExpiredProofs(trx, now - keptMs.proofs));
        await database.transaction((trx) => removeOldSessions(trx, now - keptMs.sessions));
        await database.transaction((trx) => removeOlderAuditEvents(trx, now - config.auditDays * dayMs));
        await database.transaction((trx) =>
          removeRetiredKeys(trx, now - config.accessTtlSeconds * 1000 - dayMs),
        );
      },
    },
  ];
}
