import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Locale, speech } from '../i18n/index.ts';
import { countdown, html } from '../ui/index.ts';
import { sendPage } from './page.ts';
import type { Problem } from './problem.ts';

const say = speech({
  home: { en: 'To the start page', ru: 'На главную' },
  retry: { en: 'Try again in', ru: 'Повторите через' },
  now: { en: 'You can try again now.', ru: 'Теперь можно повторить.' },
  request: { en: 'Request', ru: 'Запрос' },
});

/** Whether a person's browser is asking, for whom an error is a page. The API answers with problem+json whoever asks. */
export function wantsPage({ headers, url, server }: FastifyRequest): boolean {
  if (server?.theme === undefined) return false;
  return (headers.accept ?? '').includes('text/html') && !/^\/(api|\.well-known)(\/|$)/.test(url);
}

/** Answers with a problem as a page. */
export function sendProblemPage(
  { type, retryAfterSeconds }: Problem,
  reply: FastifyReply,
  locale: Locale,
): FastifyReply {
  const t = say(locale);
  const [title, detail] = type[locale];
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return sendPage(reply.code(type.status), {
    locale,
    title,
    shape: 'narrow',
    ownHeading: true,
    path: '/',
    body: html`<div class="card stack">
<h1>${title}</h1>
<p>${detail}</p>
${retryAfterSeconds !== undefined && countdown({ seconds: retryAfterSeconds, before: t.retry, done: t.now })}
<p><a class="button" href="/">${t.home}</a></p>
<p class="quiet small"><code>${type.code}</code> · ${t.request} <code>${reply.request.id}</code></p>
</div>`,
  });
}
