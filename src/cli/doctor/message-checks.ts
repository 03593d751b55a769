import { type Check, note, unsafe } from './finding.ts';

export const simulatedProvider: Check = ({ config }) =>
  config.smsProviders.includes('simulated') ? unsafe('SMS_PROVIDERS', 'simulated_provider') : undefined;

export const fraudOnlyObserved: Check = ({ config }) =>
  config.mode === 'production' && config.fraudMode === 'observe'
    ? unsafe('FRAUD_MODE', 'fraud_only_observed')
    : undefined;

export const everyCountry: Check = ({ config }) =>
  config.mode === 'production' && config.allowedCountries === '*'
    ? note('ALLOWED_COUNTRIES', 'every_country')
    : undefined;

export const noProofOfWork: Check = ({ config }) =>
  config.mode === 'production' && config.proofOfWork === 'off'
    ? note('PROOF_OF_WORK', 'no_proof_of_work')
    : undefined;
