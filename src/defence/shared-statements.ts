/** The statements of the defences that sign-ins sharing a transaction have in common. */
import { sql } from 'kysely';
import {
  type Columns,
  type GivenTable,
  namesOf,
  setCommand,
  setStatement,
  type Tables,
} from '../db/index.ts';
import type { DefencePhoneHash } from '../lib/phone-hash.ts';
import type { Source } from './source.ts';

/** A number and an address that guesses at it. */
export interface Pair {
  readonly phoneHash: DefencePhoneHash;
  readonly source: Source;
}
const pairColumns = { phoneHash: 'text', source: 'text' } as const;

export const selectPenalty = setStatement(
  { key: 'phoneHash', columns: pairColumns },
  (queries, given: GivenTable<Pair>) =>
    queries
      .selectFrom(given)
      .innerJoin('penalties', (join) =>
        join
          .onRef('penalties.phone_hash', '=', 'given.phoneHash')
          .onRef('penalties.source', '=', 'given.source'),
      )
      .select(['penalties.until', 'given.phoneHash']),
);

const isGiven = (given: GivenTable<Pair>) =>
  sql<boolean>`(phone_hash, source) in (select given."phoneHash", given.source from ${given})`;

export const deleteFailures = setCommand(pairColumns, (queries, given: GivenTable<Pair>) =>
  queries.deleteFrom('guess_failures').where(isGiven(given)),
);

export const deletePenalty = setCommand(pairColumns, (queries, given: GivenTable<Pair>) =>
  queries.deleteFrom('penalties').where(isGiven(given)),
);

const deviceColumns: Columns<Tables['known_devices']> = {
  phone_hash: 'text',
  device: 'text',
  seen_at: 'bigint',
};

export const upsertDevices = setCommand(deviceColumns, (queries, given) =>
  queries
    .insertInto('known_devices')
    .columns(namesOf(deviceColumns))
    .expression(({ selectFrom }) =>
      selectFrom(given)
        .select(({ fn }) => ['phone_hash', 'device', fn.max('seen_at').as('seen_at')])
        .where(sql<boolean>`true`)
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

const countColumns: Columns<Tables['send_counts']> = {
  scope: 'text',
  key: 'text',
  period: 'bigint',
  shard: 'bigint',
  sent: 'bigint',
  verified: 'bigint',
};
const countKey = ['scope', 'key', 'period', 'shard'] as const;

/** Adds to the counts that are there. */
export const upsertCounts = setCommand(countColumns, (queries, given) =>
  queries
    .insertInto('send_counts')
    .columns(namesOf(countColumns))
    .expression(({ selectFrom }) =>
      selectFrom(given)
        .select(({ fn }) => [...countKey, fn.sum('sent').as('sent'), fn.sum('verified').as('verified')])
        .where(sql<boolean>`true`)
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
