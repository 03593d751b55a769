import type { Locale } from '../i18n/index.ts';

/** What a person needs to know of a service that has just started in development mode. */
export function banner(publicUrl: string, locale: Locale): string {
  const words = {
    en: {
      pages: 'Pages for people',
      api: 'API reference',
      inbox: 'Development inbox',
      ready: 'Health',
      errors: 'Errors explained',
      now: 'Try it',
    },
    ru: {
      pages: 'Страницы для людей',
      api: 'Описание API',
      inbox: 'Входящие для разработки',
      ready: 'Готовность',
      errors: 'Коды ошибок',
      now: 'Попробуйте',
    },
  }[locale];
  const rows: [string, string][] = [
    [words.pages, `${publicUrl}/`],
    [words.api, `${publicUrl}/docs`],
    [words.inbox, `${publicUrl}/dev/inbox`],
    [words.errors, `${publicUrl}/docs/errors`],
    [words.ready, `${publicUrl}/readyz`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const list = rows.map(([name, address]) => `  ${name.padEnd(width)}  ${address}\n`).join('');
  const curl = `curl -X POST ${publicUrl}/api/send-code/ -H 'Content-Type: application/json' -d '{"phone_number":"+79991234567"}'`;
  return `\n  Pozovi  ${publicUrl}\n\n${list}\n  ${words.now}:\n  ${curl}\n\n`;
}
