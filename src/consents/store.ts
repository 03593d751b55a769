import { type Queries, statement, type Transaction } from '../db/index.ts';
import type { AccountId } from '../lib/id.ts';
import type { Consent, ConsentKind } from './consent.ts';

declare module '../db/index.ts' {
  interface Tables {
    consents: { account_id: AccountId; kind: ConsentKind; version: string; at: number };
  }
}

const insertConsent = statement(
  (queries, { accountId, kind, version, at }: Consent & { readonly accountId: AccountId }) =>
    queries
      .insertInto('consents')
      .values({ account_id: accountId, kind, version, at })
      .onConflict((conflict) => conflict.doNothing()),
);

/** Writes down a consent in the transaction of what it allows; the first time counts. */
export async function giveConsent(trx: Transaction, accountId: AccountId, consent: Consent): Promise<void> {
  await insertConsent(trx, { accountId, ...consent });
}

const selectByAccount = statement((queries, { accountId }: { accountId: AccountId }) =>
  queries
    .selectFrom('consents')
    .select(['kind', 'version', 'at'])
    .where('account_id', '=', accountId)
    .orderBy('at')
    .orderBy('kind'),
);

/** What the account has agreed to, oldest first. */
export function listConsents(queries: Queries, accountId: AccountId): Promise<Consent[]> {
  return selectByAccount(queries, { accountId });
}
