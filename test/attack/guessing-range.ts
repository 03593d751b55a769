import { createBase } from '../../src/app/base.ts';
import { createDefences } from '../../src/app/defence.ts';
import { hashCode, type Purpose } from '../../src/codes/confirmation-code.ts';
import { type CodeChecks, verifyCode } from '../../src/codes/index.ts';
import { insertChallenge } from '../../src/codes/store.ts';
import { sourceOf } from '../../src/defence/index.ts';
import { newId } from '../../src/lib/id.ts';
import type { PhoneNumber } from '../../src/lib/phone-number.ts';
import { secureRandom } from '../../src/lib/random.ts';
import type { Service } from '../service.ts';

/** The service's own way of checking codes, on its own database, without HTTP in between. */
export interface Range {
  /** Makes these codes live for a number, all requested by the attacker. */
  send(phoneNumber: string, codes: readonly string[]): Promise<void>;
  /** Removes all codes. */
  clear(): Promise<void>;
  /** Whether the attempt was correct. Each is a transaction of its own. */
  guess(phoneNumber: string, code: string): Promise<boolean>;
}

const origin = { address: '192.0.2.1' };
const purpose: Purpose = 'sign_in';

/** Needs RATE_LIMITS=off, or the attacker would have to wait. */
export function createRange({ config, database, clock }: Service): Range {
  const random = secureRandom;
  const base = createBase({ config, database, clock, random });
  const { defence } = createDefences(base);
  const { codeAttemptsMax: attemptsMax, liveCodesMax, codeTtlSeconds } = config;
  const checks: CodeChecks = {
    clock,
    counters: base.counters,
    defence,
    key: base.key('codes'),
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
