import type { Queries, Transaction } from '../db/index.ts';
import type { AccountId } from '../lib/id.ts';
import type { Consent, ConsentKind } from './consent.ts';

declare module '../db/index.ts' {
  interface Tables {
    consents: { account_id: AccountId; kind: ConsentKind; version: string; at: number };
  }
}

/** Stores a consent in the transaction of what it allows. The first of a kind and version counts. */
export async function giveConsent(
  trx: Transaction,
  accountId: AccountId,
  { kind, version, at }: Consent,
): Promise<void> {
  await trx
    .insertInto('consents')
    .values({ account_id: accountId, kind, version, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The consents of an account, oldest first. */
export function listConsents(queries: Queries, accountId: AccountId): Promise<Consent[]> {
  return queries
    .selectFrom('consents')
    .select(['kind', 'version', 'at'])
    .where('account_id', '=', accountId)
    .orderBy('at')
    .orderBy('kind')
    .execute();
}
