import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { httpProblems, Problem } from '../../http/index.ts';

/** Makes the routes of `app` accept forms, and nothing else. */
export function takeForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (_request, body, done) => {
      const bytes = body as Buffer;
      const form = new URLSearchParams(bytes.toString('utf8'));
      const isText = isUtf8(bytes) && ![...form.values()].some((value) => value.includes('\0'));
      if (isText) done(null, form);
      else done(new Problem(httpProblems.malformed_body));
    },
  );
}

/** A field of the form, trimmed; empty when it is missing. */
export function field({ body }: FastifyRequest, name: string): string {
  return body instanceof URLSearchParams ? (body.get(name) ?? '').trim() : '';
}
