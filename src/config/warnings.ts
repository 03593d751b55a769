import type { Config } from './values.ts';

/** Warnings about allowed settings. */
export function configWarnings(config: Config, now: number): string[] {
  const warnings: string[] = [];
  for (const { pattern, until } of config.testPhoneNumbers) {
    if (until !== undefined && until <= now) {
      warnings.push(`TEST_PHONE_NUMBERS: ${pattern} has ended and is a number like any other.`);
    }
  }
  if (config.mode === 'production' && config.publicUrl.startsWith('http:')) {
    warnings.push(
      'PUBLIC_URL is http:// in production: browsers keep no secure cookies, and tokens travel readable.',
    );
  }
  return warnings;
}
