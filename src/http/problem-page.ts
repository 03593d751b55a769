import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemCode, Say } from '../i18n/index.ts';
import { countdown, html, type Reader } from '../ui/index.ts';
import { sendPage } from './page.ts';
import type { Problem } from './problem.ts';

/** Whether to answer an error with a page, because a browser asks. The API always answers with problem+json. */
export function wantsPage({ headers, url, server }: FastifyRequest): boolean {
  if (server?.theme === undefined) return false;
  return (headers.accept ?? '').includes('text/html') && !/^\/(api|\.well-known)(\/|$)/.test(url);
}

/** Problems whose sentences for programs would tell people nothing. */
const pagesForPeople: Partial<Record<ProblemCode, 'not_found' | 'unavailable'>> = {
  not_found: 'not_found',
  shutting_down: 'unavailable',
  database_unavailable: 'unavailable',
};

function sentences(code: ProblemCode, say: Say): { readonly title: string; readonly detail: string } {
  const page = pagesForPeople[code];
  if (page === undefined)
    return { title: say(`problem.${code}.title`), detail: say(`problem.${code}.detail`) };
  return { title: say(`problem_page.${page}.title`), detail: say(`problem_page.${page}.detail`) };
}

/** Answers with a problem as a page. */
export function sendProblemPage(
  { type, retryAfterSeconds }: Problem,
  reply: FastifyReply,
  reader: Reader,
): FastifyReply {
  const { say } = reader;
  const { title, detail } = sentences(type.code, say);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return sendPage(reply.code(type.status), {
    reader,
    title,
    shape: 'narrow',
    ownHeading: true,
    path: '/',
    body: html`<div class="card stack">
<h1>${title}</h1>
<p>${detail}</p>
${retryAfterSeconds !== undefined && countdown({ seconds: retryAfterSeconds, say, waiting: 'problem_page.retry', done: 'problem_page.now' })}
<p><a class="button" href="/">${say('problem_page.home')}</a></p>
<p class="quiet small"><code>${type.code}</code> · ${say.parts('problem_page.request', { requestId: html`<code>${reply.request.id}</code>` })}</p>
</div>`,
  });
}
