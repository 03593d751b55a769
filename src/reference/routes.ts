import { httpProblems, Problem, type ProblemType, type Routes, readerOf, sendPage } from '../http/index.ts';
import { type ApiReference, makeApiReference } from './api-reference.ts';
import { errorBody, listBody } from './error-pages.ts';
import type { OpenApi } from './openapi.ts';

/** Scalar styles its page inline. Everything is loaded from this origin only. */
const referencePolicy =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

interface Options {
  /** Every problem that the service answers with. */
  readonly problems: readonly ProblemType[];
  readonly openApi: OpenApi;
}

/** The API reference at `/docs`, its source at `/openapi.json`, and a page for each error. */
export function referenceRoutes({ problems, openApi }: Options): Routes {
  const byCode = new Map<string, ProblemType>(problems.map((type) => [type.code, type]));

  return async (app) => {
    app.get('/openapi.json', { schema: { hide: true } }, openApi);

    let reference: Promise<ApiReference> | undefined;
    const getReference = () => {
      reference ??= makeApiReference();
      return reference;
    };
    app.get('/docs', { schema: { hide: true } }, async (_request, reply) => {
      const { page } = await getReference();
      return reply
        .header('content-security-policy', referencePolicy)
        .type('text/html; charset=utf-8')
        .send(page);
    });
    app.get('/docs/reference.js', { schema: { hide: true } }, async (_request, reply) => {
      const { script } = await getReference();
      return reply
        .headers({ 'content-encoding': 'gzip', 'cache-control': 'public, max-age=3600' })
        .type('text/javascript; charset=utf-8')
        .send(script);
    });

    app.get('/docs/errors', { schema: { hide: true } }, async (request, reply) => {
      const reader = readerOf(request);
      return sendPage(reply, {
        reader,
        title: reader.say('errors.all'),
        shape: 'text',
        body: listBody(problems, reader),
      });
    });

    app.get<{ Params: { code: string } }>(
      '/docs/errors/:code',
      { schema: { hide: true } },
      async (request, reply) => {
        const type = byCode.get(request.params.code);
        if (type === undefined) throw new Problem(httpProblems.not_found);
        const reader = readerOf(request);
        return sendPage(reply, {
          reader,
          title: reader.say(`problem.${type.code}.title`),
          shape: 'text',
          body: errorBody(type, reader),
        });
      },
    );
  };
}
