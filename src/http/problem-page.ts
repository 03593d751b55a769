import type { FastifyReply, FastifyRequest } from 'fastify';
import { countdown, html, type Reader } from '../ui/index.ts';
import { sendPage } from './page.ts';
import type { Problem } from './problem.ts';

/** Whether a person's browser is asking, for whom an error is a page. The API answers with problem+json whoever asks. */
export function wantsPage({ headers, url, server }: FastifyRequest): boolean {
  if (server?.theme === undefined) return false;
  return (headers.accept ?? '').includes('text/html') && !/^\/(api|\.well-known)(\/|$)/.test(url);
}

/** Answers with a problem as a page. */
export function sendProblemPage(
  { type, retryAfterSeconds }: Problem,
  reply: FastifyReply,
  reader: Reader,
): FastifyReply {
  const { say } = reader;
  const title = say(`problem.${type.code}.title`);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return sendPage(reply.code(type.status), {
    reader,
    title,
    shape: 'narrow',
    ownHeading: true,
    path: '/',
    body: html`<div class="card stack">
<h1>${title}</h1>
<p>${say(`problem.${type.code}.detail`)}</p>
${retryAfterSeconds !== undefined && countdown({ seconds: retryAfterSeconds, before: say('problem_page.retry'), done: say('problem_page.now') })}
<p><a class="button" href="/">${say('problem_page.home')}</a></p>
<p class="quiet small"><code>${type.code}</code> · ${say('problem_page.request')} <code>${reply.request.id}</code></p>
</div>`,
  });
}
