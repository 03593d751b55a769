export type { Consent } from './consent.ts';
export { giveConsent, listConsents } from './store.ts';
