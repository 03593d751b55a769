import { speech, type Text } from '../i18n/index.ts';
import { type Html, html, moment, type Reader } from '../ui/index.ts';

export const inboxTitle: Text = { en: 'Development inbox', ru: 'Входящие для разработки' };

const say = speech({
  intro: {
    en: 'What the simulated channel has sent, newest first. There is no inbox in production.',
    ru: 'Что «отправил» имитированный канал, новые сверху. В рабочем режиме этой страницы нет.',
  },
  empty: { en: 'Nothing has been sent yet.', ru: 'Пока ничего не отправлено.' },
  refreshing: {
    en: 'The page refreshes itself every 3 seconds.',
    ru: 'Страница обновляется сама каждые 3 секунды.',
  },
  paused: { en: 'The page is paused.', ru: 'Обновление остановлено.' },
  pause: { en: 'Pause', ru: 'Остановить' },
  resume: { en: 'Go on', ru: 'Продолжить' },
  copy: { en: 'Copy the code', ru: 'Скопировать код' },
  copied: { en: 'Copied', ru: 'Скопировано' },
  failed: { en: 'not sent', ru: 'не отправлено' },
});

interface InboxMessage {
  readonly id: string;
  readonly phone_number: string;
  readonly text: string | null;
  readonly code: string | null;
  readonly created_at: number;
  readonly status: string;
}

export const inboxRefreshSeconds = 3;

/** The development inbox as a page. A script refreshes what has `data-refresh` when its version has changed. */
export function inboxBody(messages: readonly InboxMessage[], reader: Reader, paused: boolean): Html {
  const t = say(reader.locale);
  return html`<div class="stack">
<p class="quiet">${t.intro}</p>
<p class="row small"><span class="quiet">${paused ? t.paused : t.refreshing}</span> <a class="button small" href="${paused ? '/dev/inbox' : '/dev/inbox?pause=1'}">${paused ? t.resume : t.pause}</a></p>
<div class="card" data-version="${messages[0]?.id}" data-refresh="${inboxRefreshSeconds}"${paused && html` data-paused`}>
${messages.length === 0 && html`<p>${t.empty}</p>`}
${
  messages.length > 0 &&
  html`<ul class="list">${messages.map(
    (message) => html`
<li><div class="tight"><p class="row"><span class="number">${message.phone_number}</span> <span class="quiet small">${moment(message.created_at, reader)}</span>${message.status === 'failed' && html` <span class="badge">${t.failed}</span>`}</p>
<p class="lines quiet">${message.text}</p></div>
${message.code !== null && html`<p class="row"><span class="inbox-code code">${message.code}</span> <button class="button small" type="button" data-copy="${message.code}" data-done="${t.copied}" hidden>${t.copy}</button></p>`}</li>`,
  )}
</ul>`
}
</div>
</div>`;
}
