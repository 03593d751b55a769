import type { Place } from '../../db/index.ts';
import type { Terminal } from '../terminal.ts';
import type { Finding, FindingId, Words } from './finding.ts';

/** The language of the report. */
type Speaker = Pick<Terminal, 'say' | 'locale'>;

export interface Report {
  readonly mode: 'development' | 'production';
  readonly findings: readonly Finding[];
  readonly database: Place;
  /** Why the database could not be asked, in a sentence; undefined when it could. */
  readonly unreachable: string | undefined;
}

/** The report for an operator. */
export function reportText({ mode, findings, unreachable }: Report, terminal: Speaker): string {
  const { say } = terminal;
  const entries = findings.map((finding) => {
    const { problem, fix } = textsOf(finding, terminal);
    return `${say(`doctor.${finding.level}`)}  ${finding.setting}\n  ${problem}\n  ${say('doctor.fix', { fix })}`;
  });
  const { unsafe, notes } = countsOf(findings);
  const end = [say('doctor.counts', { unsafe, notes })];
  if (unreachable !== undefined) end.push(say('doctor.unreachable', { reason: unreachable }));
  if (mode === 'development' && unsafe > 0 && !isBlocked({ findings, unreachable }))
    end.push(say('doctor.development'));
  return `${[...entries, end.join('\n')].join('\n\n')}\n`;
}

/** The answer to `doctor --json`. Its field names are a promise: docs/operations.md. */
export function reportJson({ mode, findings, database, unreachable }: Report, terminal: Speaker) {
  const { unsafe, notes } = countsOf(findings);
  return {
    mode,
    database: { ...database, error: unreachable ?? null },
    unsafe_count: unsafe,
    note_count: notes,
    findings: findings.map((finding) => {
      const { level, id, setting } = finding;
      return { level, id, setting, ...textsOf(finding, terminal) };
    }),
  };
}

function textsOf({ id, values }: Finding, { say, locale }: Speaker): { problem: string; fix: string } {
  const words: Words = {
    say,
    formatNumber: (number) => new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 }).format(number),
  };
  const known = values(words);
  return { problem: say(`doctor.${id}.problem`, known), fix: say(`doctor.${id}.fix`, known) };
}

function countsOf(findings: readonly Finding[]): { unsafe: number; notes: number } {
  const unsafe = findings.filter(({ level }) => level === 'unsafe').length;
  return { unsafe, notes: findings.length - unsafe };
}

/** Findings with which the service does not start. */
const blocking: readonly FindingId[] = ['wrong_secret_key', 'newer_schema'];

/** Whether the service would not start: it needs its database, too. */
function isBlocked({ findings, unreachable }: Pick<Report, 'findings' | 'unreachable'>): boolean {
  return unreachable !== undefined || findings.some(({ id }) => blocking.includes(id));
}

/** The exit code: 1 for an unsafe setting in production, or when the service would not start. */
export function exitCodeOf({ mode, ...report }: Omit<Report, 'database'>): 0 | 1 {
  const isUnsafe = mode === 'production' && report.findings.some(({ level }) => level === 'unsafe');
  return isUnsafe || isBlocked(report) ? 1 : 0;
}
