export type { Account } from './account.ts';
export { type Accounts, createAccounts } from './accounts.ts';
