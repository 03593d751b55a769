import type { Locale } from '../../i18n/index.ts';
import type { Finding } from './finding.ts';

const words = {
  en: {
    unsafe: 'UNSAFE',
    note: 'note',
    mend: 'Mend it:',
    counts: (unsafe: number, notes: number) => `Unsafe settings: ${unsafe}. Notes: ${notes}.`,
    development: 'This is development, where nothing fails for it. In production this examination would.',
    unreachable: (why: string) => `The database could not be asked, only the settings: ${why}`,
  },
  ru: {
    unsafe: 'ОПАСНО',
    note: 'к сведению',
    mend: 'Как исправить:',
    counts: (unsafe: number, notes: number) => `Небезопасных настроек: ${unsafe}. Замечаний: ${notes}.`,
    development: 'Это режим разработки: проверка ничего не запрещает. В production она бы не прошла.',
    unreachable: (why: string) => `Базу данных спросить не удалось, проверены только настройки: ${why}`,
  },
};

export interface Report {
  readonly mode: 'development' | 'production';
  readonly findings: readonly Finding[];
  /** Why the database could not be asked, in a sentence; undefined when it could or need not be. */
  readonly unreachable: string | undefined;
}

/** The examination as an operator reads it. */
export function reportText({ mode, findings, unreachable }: Report, locale: Locale): string {
  const {
    mend,
    counts,
    development,
    unreachable: notAsked,
    ...levels
  } = words[locale === 'ru' ? 'ru' : 'en'];
  const entries = findings.map(({ level, setting, what, mend: how }) =>
    [
      `${levels[level]}  ${setting}`,
      `  ${what[locale === 'ru' ? 'ru' : 'en']}`,
      `  ${mend} ${how[locale === 'ru' ? 'ru' : 'en']}`,
    ].join('\n'),
  );
  const unsafeCount = findings.filter(({ level }) => level === 'unsafe').length;
  const end = [counts(unsafeCount, findings.length - unsafeCount)];
  if (unreachable !== undefined) end.push(notAsked(unreachable));
  if (mode === 'development' && unsafeCount > 0) end.push(development);
  return `${[...entries, end.join('\n')].join('\n\n')}\n`;
}

/** What the process ends with: 1 for an unsafe setting in production. */
export function exitCodeOf({ mode, findings }: Pick<Report, 'mode' | 'findings'>): 0 | 1 {
  return mode === 'production' && findings.some(({ level }) => level === 'unsafe') ? 1 : 0;
}
