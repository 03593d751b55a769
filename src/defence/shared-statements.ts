/** The statements of the defences that the participants of a shared transaction have in common. */
import { sql } from 'kysely';
import { parameters, type RowsTable, rowsOf, sharedCommand, sharedStatement } from '../db/index.ts';
import type { DefencePhoneHash } from '../lib/phone-hash.ts';
import type { Source } from './source.ts';

/** A number, and a network from which somebody enters its code. */
export interface Pair {
  readonly phoneHash: DefencePhoneHash;
  readonly source: Source;
}
const pair = parameters<Pair>({ phoneHash: 'text', source: 'text' });

export const selectPenalty = sharedStatement(pair, 'phoneHash', (queries, rows) =>
  queries
    .selectFrom(rows)
    .innerJoin('penalties', (join) =>
      join.onRef('penalties.phone_hash', '=', 'rows.phoneHash').onRef('penalties.source', '=', 'rows.source'),
    )
    .select(['penalties.until', 'rows.phoneHash']),
);

const isOfPair = (rows: RowsTable<Pair>) =>
  sql<boolean>`(phone_hash, source) in (select rows."phoneHash", rows.source from ${rows})`;

export const deleteFailures = sharedCommand(pair, (queries, rows) =>
  queries.deleteFrom('guess_failures').where(isOfPair(rows)),
);

export const deletePenalty = sharedCommand(pair, (queries, rows) =>
  queries.deleteFrom('penalties').where(isOfPair(rows)),
);

/** Inserts devices or updates when they were last seen. */
export const upsertDevices = sharedCommand(rowsOf('known_devices'), (queries, rows) =>
  queries
    .insertInto('known_devices')
    .columns(['phone_hash', 'device', 'seen_at'])
    .expression(({ selectFrom }) =>
      selectFrom(rows)
        .select(({ fn }) => ['phone_hash', 'device', fn.max('seen_at').as('seen_at')])
        .groupBy(['phone_hash', 'device'])
        .orderBy('phone_hash')
        .orderBy('device'),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['phone_hash', 'device'])
        .doUpdateSet(({ ref }) => ({ seen_at: ref('excluded.seen_at') })),
    ),
);

const countKey = ['scope', 'key', 'period', 'shard'] as const;

/** Adds to the counts. Those of one key are summed up first, because a statement changes a row only once. */
export const upsertCounts = sharedCommand(rowsOf('send_counts'), (queries, rows) =>
  queries
    .insertInto('send_counts')
    .columns([...countKey, 'sent', 'verified'])
    .expression(({ selectFrom }) =>
      selectFrom(rows)
        .select(({ fn }) => [...countKey, fn.sum('sent').as('sent'), fn.sum('verified').as('verified')])
        .groupBy(countKey)
        .orderBy('scope')
        .orderBy('key')
        .orderBy('period')
        .orderBy('shard'),
    )
    .onConflict((conflict) =>
      conflict.columns(countKey).doUpdateSet({
        sent: sql`send_counts.sent + excluded.sent`,
        verified: sql`send_counts.verified + excluded.verified`,
      }),
    ),
);
