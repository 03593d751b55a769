import { type Locale, speech } from '../../i18n/index.ts';
import { type Html, html } from '../../ui/index.ts';

/** What has just happened, said once on the next page. */
const say = speech({
  signed_out: { en: 'You are signed out.', ru: 'Вы вышли.' },
  session_over: { en: 'Your session has ended. Sign in again.', ru: 'Сеанс завершён. Войдите снова.' },
  start_again: { en: 'Begin again with your number.', ru: 'Начните снова: введите номер.' },
  code_on_its_way: {
    en: 'A code was sent to this number a moment ago. It still works.',
    ru: 'Код на этот номер только что отправлен. Он действует.',
  },
  code_sent: { en: 'A new code has been sent.', ru: 'Новый код отправлен.' },
  welcome: { en: 'Welcome! Your account is ready.', ru: 'Добро пожаловать! Аккаунт готов.' },
  welcome_invited: {
    en: 'Welcome! Your account is ready, and the invitation counts.',
    ru: 'Добро пожаловать! Аккаунт готов, приглашение засчитано.',
  },
  invitation_wrong: {
    en: 'Welcome! Your account is ready, but the invitation did not count.',
    ru: 'Добро пожаловать! Аккаунт готов, но приглашение не засчитано.',
  },
  link_wrong: { en: 'This invitation link is not right.', ru: 'Ссылка-приглашение неверна.' },
  activated: { en: 'The invite code is activated.', ru: 'Код приглашения активирован.' },
  renamed: { en: 'Your name is saved.', ru: 'Имя сохранено.' },
  session_ended: { en: 'That device is signed out.', ru: 'Устройство отключено.' },
  others_ended: { en: 'All other devices are signed out.', ru: 'Все другие устройства отключены.' },
  phone_changed: { en: 'Your number is changed.', ru: 'Номер изменён.' },
  account_ended: {
    en: 'Your account has ended, and your number and name are erased.',
    ru: 'Аккаунт удалён, номер и имя стёрты.',
  },
});

const notices = Object.keys(say('en')) as readonly (keyof ReturnType<typeof say>)[];
export type Notice = (typeof notices)[number];

const bad: ReadonlySet<Notice> = new Set(['session_over', 'link_wrong', 'invitation_wrong']);

export function parseNotice(text: string | undefined): Notice | undefined {
  return notices.find((name) => name === text);
}

export function noticeLine(notice: Notice | undefined, locale: Locale): Html | undefined {
  if (notice === undefined) return undefined;
  return html`<p class="notice${bad.has(notice) && ' bad'}" role="status">${say(locale)[notice]}</p>`;
}
