import { type Html, html, moment, type Reader } from '../ui/index.ts';

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
  const { say } = reader;
  return html`<div class="stack">
<p class="quiet">${say('inbox.intro')}</p>
<p class="row small"><span class="quiet">${paused ? say('inbox.paused') : say('inbox.refreshing', { seconds: inboxRefreshSeconds })}</span> <a class="button small" href="${paused ? '/dev/inbox' : '/dev/inbox?pause=1'}">${paused ? say('inbox.resume') : say('inbox.pause')}</a></p>
<div class="card" data-version="${messages[0]?.id}" data-refresh="${inboxRefreshSeconds}"${paused && html` data-paused`}>
${messages.length === 0 && html`<p>${say('inbox.empty')}</p>`}
${
  messages.length > 0 &&
  html`<ul class="list">${messages.map(
    (message) => html`
<li><div class="tight"><p class="row"><span class="number">${message.phone_number}</span> <span class="quiet small">${moment(message.created_at, reader)}</span>${message.status === 'failed' && html` <span class="badge">${say('inbox.failed')}</span>`}</p>
<p class="lines quiet">${message.text}</p></div>
${message.code !== null && html`<p class="row"><span class="inbox-code code">${message.code}</span> <button class="button small" type="button" data-copy="${message.code}" data-done="${say('inbox.copied')}" hidden>${say('inbox.copy')}</button></p>`}</li>`,
  )}
</ul>`
}
</div>
</div>`;
}
