export type { Consent, ConsentKind } from './consent.ts';
export { giveConsent, listConsents } from './store.ts';
