import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJsonBody } from './json-body.ts';
import { Problem } from './problem.ts';
import { fieldProblem, httpProblems } from './problems.ts';

/** Makes JSON in UTF-8 the only body that is read; any other type is 415. */
export function takeJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, readBody(request, body as Buffer));
    } catch (error) {
      done(error instanceof Error ? error : new Error('the body was not read', { cause: error }));
    }
  });
}

const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i;

function readBody(request: FastifyRequest, body: Buffer): unknown {
  const [, named = 'utf-8'] = charset.exec(request.headers['content-type'] ?? '') ?? [];
  if (!/^utf-?8$/i.test(named)) {
    throw new Problem(httpProblems.unsupported_media_type);
  }
  // Some clients send a content type with every request, even without a body.
  if (body.length === 0) return undefined;
  const parsed = parseJsonBody(body);
  if (parsed === undefined) throw new Problem(httpProblems.malformed_body);
  if (request.routeOptions.schema?.body === undefined) refuseFields(parsed.value);
  return parsed.value;
}

/** A route without a body accepts `{}`. A field in it would be ignored, so it is refused. */
function refuseFields(value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem(httpProblems.malformed_body);
  }
  const [field] = Object.keys(value);
  if (field !== undefined) throw fieldProblem(field.slice(0, 80), 'unknown_field');
}
