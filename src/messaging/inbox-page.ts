import { type Html, html, type Locale, type Text } from '../http/index.ts';
import { toTimestamp } from '../lib/clock.ts';

const texts = {
  title: { en: 'Development inbox', ru: 'Входящие для разработки' },
  intro: {
    en: 'What the simulated channel has sent. The page refreshes itself every 3 seconds.',
    ru: 'Что «отправил» имитированный канал. Страница обновляется сама каждые 3 секунды.',
  },
  empty: { en: 'Nothing has been sent yet.', ru: 'Пока ничего не отправлено.' },
  to: { en: 'To', ru: 'Кому' },
  code: { en: 'Code', ru: 'Код' },
  text: { en: 'Message', ru: 'Сообщение' },
  time: { en: 'Time (UTC)', ru: 'Время (UTC)' },
} satisfies Record<string, Text>;

interface InboxMessage {
  readonly phone_number: string;
  readonly text: string | null;
  readonly code: string | null;
  readonly created_at: number;
}

export const inboxTitle: Text = texts.title;

/** The development inbox as a page. */
export function inboxBody(messages: readonly InboxMessage[], locale: Locale): Html {
  if (messages.length === 0)
    return html`<p class="quiet">${texts.intro[locale]}</p><p>${texts.empty[locale]}</p>`;
  return html`<p class="quiet">${texts.intro[locale]}</p>
<table>
<thead><tr><th scope="col">${texts.to[locale]}</th><th scope="col">${texts.code[locale]}</th><th scope="col">${texts.text[locale]}</th><th scope="col">${texts.time[locale]}</th></tr></thead>
<tbody>${messages.map(
    (message) => html`
<tr><td>${message.phone_number}</td><td class="code">${message.code}</td><td>${message.text}</td><td>${toTimestamp(message.created_at).slice(0, 19).replace('T', ' ')}</td></tr>`,
  )}
</tbody>
</table>`;
}
