import type { Config } from '../config/index.ts';
import { createTexts, type Texts } from '../i18n/index.ts';

/** Every sentence of the service, which may name the values of these settings. */
export function textsOf(config: Config): Texts {
  return createTexts({
    defaultLocale: config.defaultLocale,
    facts: {
      appName: config.appName,
      attemptsMax: config.codeAttemptsMax,
      codeMinutes: Math.round(config.codeTtlSeconds / 60),
      recentSignInMinutes: Math.round(config.freshSignInSeconds / 60),
    },
  });
}
