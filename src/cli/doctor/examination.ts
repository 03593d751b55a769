import { noLimits, shortCodes, testNumbers } from './code-checks.ts';
import {
  databaseNotDurable,
  databaseSuperuser,
  databaseWithoutTls,
  embeddedDatabase,
  wholePhoneNumbers,
  wordyLog,
} from './data-checks.ts';
import type { Check, Finding, Subject } from './finding.ts';
import { everyCountry, fraudOnlyObserved, noProofOfWork, simulatedChannel } from './message-checks.ts';
import { plainHttp, proxyNotNamed, publicMetrics } from './network-checks.ts';
import { weakMetricsToken, weakSecret } from './secret-checks.ts';

const checks: readonly Check[] = [
  weakSecret,
  shortCodes,
  noLimits,
  testNumbers,
  simulatedChannel,
  fraudOnlyObserved,
  proxyNotNamed,
  plainHttp,
  publicMetrics,
  weakMetricsToken,
  databaseWithoutTls,
  databaseNotDurable,
  wordyLog,
  databaseSuperuser,
  embeddedDatabase,
  wholePhoneNumbers,
  everyCountry,
  noProofOfWork,
];

/** All that there is to say about the settings, what is unsafe first. */
export function examine(subject: Subject): Finding[] {
  const findings = checks.map((check) => check(subject)).filter((finding) => finding !== undefined);
  return [
    ...findings.filter(({ level }) => level === 'unsafe'),
    ...findings.filter(({ level }) => level === 'note'),
  ];
}
