import type { Config } from '../../config/index.ts';
import { type Check, unsafe } from './finding.ts';
import { chanceOf, codesPerDay, formulaOf, guessingSteps } from './guessing.ts';

/** NIST SP 800-63B-4 and OWASP ASVS 6.5.4 ask for 20 bits. */
const digitsWanted = 6;

/** Codes short enough to be guessed, with the computed chance. */
export const shortCodes: Check = ({ config }) => {
  const { codeLength: digits, codeAttemptsMax: attempts, liveCodesMax: live, codesPerNumber } = config;
  if (digits >= digitsWanted) return undefined;
  if (!config.rateLimits) {
    return unsafe('CODE_LENGTH', 'short_codes_unlimited', () => ({ digits, wanted: digitsWanted }));
  }
  const now = attack(config, digits);
  const wanted = attack(config, digitsWanted);
  return unsafe('CODE_LENGTH', 'short_codes', ({ formatNumber }) => ({
    digits,
    attempts,
    live,
    codesPerDay: codesPerDay(codesPerNumber),
    formula: now.formula,
    percent: formatNumber(now.percent),
    wanted: digitsWanted,
    wantedFormula: wanted.formula,
    wantedPercent: formatNumber(wanted.percent),
  }));
};

function attack(config: Config, digits: number): { readonly formula: string; readonly percent: number } {
  const steps = guessingSteps({
    digits,
    attempts: config.codeAttemptsMax,
    liveCodes: config.liveCodesMax,
    codesPerDay: codesPerDay(config.codesPerNumber),
  });
  return { formula: formulaOf(steps), percent: Number((chanceOf(steps) * 100).toPrecision(2)) };
}

export const noLimits: Check = ({ config }) =>
  config.rateLimits ? undefined : unsafe('RATE_LIMITS', 'no_limits');

export const testNumbers: Check = ({ config, now }) => {
  const live = config.testPhoneNumbers.filter(({ until }) => until === undefined || until > now);
  if (live.length === 0) return undefined;
  const numbers = live.map(({ pattern }) => pattern).join(', ');
  return unsafe('TEST_PHONE_NUMBERS', 'test_numbers', () => ({ numbers }));
};
