import { budgetOf } from '../../src/app/budget.ts';
import { hashCode, type Purpose } from '../../src/codes/confirmation-code.ts';
import { type CodeChecks, successesSince, verifyCode } from '../../src/codes/index.ts';
import { insertChallenge } from '../../src/codes/store.ts';
import { createDefence, sourceOf } from '../../src/defence/index.ts';
import { noCounters } from '../../src/lib/counters.ts';
import { newId } from '../../src/lib/id.ts';
import type { PhoneNumber } from '../../src/lib/phone-number.ts';
import { secureRandom } from '../../src/lib/random.ts';
import { deriveKey, type KeyName } from '../../src/lib/secret-keys.ts';
import type { Service } from '../service.ts';

/** The service's own way of checking codes, on its own database, without HTTP in between. */
export interface Range {
  /** Makes these codes live for a number, all asked for by the guesser. */
  send(phoneNumber: string, codes: readonly string[]): Promise<void>;
  /** Removes all codes. */
  clear(): Promise<void>;
  /** Whether the guess was right. Each is a transaction of its own. */
  guess(phoneNumber: string, code: string): Promise<boolean>;
}

const origin = { address: '192.0.2.1' };
const purpose: Purpose = 'sign_in';

/** Needs RATE_LIMITS=off, or the guesser would be told to wait. */
export function createRange({ config, database, clock }: Service): Range {
  const random = secureRandom;
  const key = <Name extends KeyName>(name: Name) => deriveKey(config.secretKey, name);
  const { codeAttemptsMax: attemptsMax, liveCodesMax, codeTtlSeconds } = config;
  const defence = createDefence({
    ...{ database, clock, random, counters: noCounters, successesSince },
    audit: { clock, random, key: key('auditedNumbers') },
    key: key('numbersAndOrigins'),
    rules: {
      ...config,
      homeCountry: config.defaultRegion,
      budget: budgetOf(config),
      limitsLoopback: false,
      disabledFromScore: undefined,
    },
    isKnownNumber: async () => false,
  });
  const checks: CodeChecks = {
    ...{ clock, counters: noCounters, defence, key: key('codes') },
    rules: { attemptsMax, liveCodesMax, testPhoneNumbers: [] },
  };

  return {
    async send(text, codes) {
      const phoneNumber = text as PhoneNumber;
      await database.transaction(async (trx) => {
        for (const code of codes) {
          const challengeId = newId('chl', clock, random);
          const createdAt = clock.now();
          const challenge = {
            ...{ id: challengeId, purpose, phoneNumber, createdAt, source: sourceOf(defence.key, origin) },
            codeHash: hashCode(checks.key, { challengeId, purpose, phoneNumber }, code),
            expiresAt: createdAt + codeTtlSeconds * 1000,
          };
          insertChallenge(trx, { ...challenge, attemptsMax });
        }
      });
    },

    async clear() {
      await database.transaction((trx) => trx.deleteFrom('challenges').execute());
    },

    guess(phoneNumber, code) {
      const attempt = {
        phoneNumber: phoneNumber as PhoneNumber,
        purpose,
        code,
        challengeId: undefined,
        origin,
      };
      return database.transaction((trx) => verifyCode(checks, trx, attempt));
    },
  };
}
