import type { Config } from '../config/index.ts';
import { bodyBytesMax, headersBytesMax } from '../http/index.ts';
import { createTexts, type Texts } from '../i18n/index.ts';
import { inviteCodeLength } from '../lib/invite-code.ts';
import { proofTtlSeconds } from '../proof-of-work/index.ts';

/** Every sentence of the service, which may name the values of these settings and limits. */
export function textsOf(config: Config): Texts {
  return createTexts({
    defaultLocale: config.defaultLocale,
    facts: {
      appName: config.appName,
      attemptsMax: config.codeAttemptsMax,
      bodyKib: bodyBytesMax / 1024,
      codeMinutes: wholeMinutes(config.codeTtlSeconds),
      headersKib: headersBytesMax / 1024,
      inviteCodeLength,
      proofMinutes: wholeMinutes(proofTtlSeconds),
      recentSignInMinutes: wholeMinutes(config.freshSignInSeconds),
    },
  });
}

/** Rounded down: a sentence must not promise more time than there is. */
const wholeMinutes = (seconds: number) => Math.max(1, Math.floor(seconds / 60));
