export type { Account } from './account.ts';
export {
  type Accounts,
  changePhoneNumber,
  eraseAccount,
  findOrCreateAccount,
  hasNumber,
  type NumberChange,
} from './accounts.ts';
export { isReturningNumber } from './erased-numbers.ts';
export {
  findById as findAccount,
  findByInviteCode as findAccountByInviteCode,
  findByPhoneNumber as findAccountByPhoneNumber,
  updateName as renameAccount,
} from './store.ts';
