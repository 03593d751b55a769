import type { FastifyReply } from 'fastify';
import { layOut, type Page } from '../ui/index.ts';

export type { Page } from '../ui/index.ts';

/** Nothing but files of this origin, and nothing inline. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'";

/** Answers with a whole page, which loads nothing from other hosts. */
export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  const { theme } = reply.server;
  if (theme === undefined) throw new Error('this server has no theme, so it can send no page');
  const path = page.path ?? reply.request.url;
  return reply
    .headers({
      'content-security-policy': policy,
      'content-language': page.reader.locale,
      'cross-origin-opener-policy': 'same-origin',
      // With `no-referrer` browsers would send `Origin: null` with our own forms.
      'referrer-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(layOut(page, theme, reply.server.texts, path));
}
