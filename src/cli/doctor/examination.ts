import { noLimits, shortCodes, testNumbers } from './code-checks.ts';
import {
  databaseNotDurable,
  databaseSuperuser,
  databaseWithoutTls,
  embeddedDatabase,
  otherSchema,
  otherSecretKey,
  verboseLog,
  wholePhoneNumbers,
} from './data-checks.ts';
import type { Check, Finding, Subject } from './finding.ts';
import { everyCountry, fraudOnlyObserved, noProofOfWork, simulatedProvider } from './message-checks.ts';
import { plainHttp, proxyNotNamed, publicMetrics } from './network-checks.ts';
import { weakMetricsToken, weakSecret } from './secret-checks.ts';

const checks: readonly Check[] = [
  otherSecretKey,
  otherSchema,
  weakSecret,
  shortCodes,
  noLimits,
  testNumbers,
  simulatedProvider,
  fraudOnlyObserved,
  proxyNotNamed,
  plainHttp,
  publicMetrics,
  weakMetricsToken,
  databaseWithoutTls,
  databaseNotDurable,
  verboseLog,
  databaseSuperuser,
  embeddedDatabase,
  wholePhoneNumbers,
  everyCountry,
  noProofOfWork,
];

/** All findings about the settings, the unsafe ones first. */
export function examine(subject: Subject): Finding[] {
  const findings = checks.map((check) => check(subject)).filter((finding) => finding !== undefined);
  return [
    ...findings.filter(({ level }) => level === 'unsafe'),
    ...findings.filter(({ level }) => level === 'note'),
  ];
}
