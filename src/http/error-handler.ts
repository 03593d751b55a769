import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Locale, Texts } from '../i18n/index.ts';
import { type Reader, zoneOf } from '../ui/index.ts';
import { commonHeaders } from './common-headers.ts';
import { Problem } from './problem.ts';
import { sendProblemPage, wantsPage } from './problem-page.ts';
import { httpProblems } from './problems.ts';
import { InvalidInput } from './validation.ts';

/** Turns an error of another layer into the Problem that answers it, where there is one. */
export type Translate = (error: unknown) => Problem | undefined;

const fastifyErrors: Readonly<Record<string, keyof typeof httpProblems>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_body',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_body',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_body',
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
};

interface Options {
  readonly translate: Translate;
  readonly publicUrl: string;
  readonly texts: Texts;
  /** Needs only the headers: a request with an unreadable address has nothing else, and passed no hook. */
  readonly localeOf: (request: Pick<FastifyRequest, 'headers'>) => Locale;
}

/** The one place where an error becomes an answer. An error that is not a Problem is a bug: 500 and a log line. */
export function answerError({ translate, publicUrl, texts, localeOf }: Options) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = toProblem(error) ?? translate(error);
    if (problem === undefined) request.log.error({ err: error, request_id: request.id }, 'unexpected error');
    reply.headers(commonHeaders(request.id));
    const answered = problem ?? new Problem(httpProblems.internal_error);
    const locale = localeOf(request);
    const reader = { locale, say: texts.in(locale), zone: zoneOf(request.headers.cookie) };
    if (wantsPage(request)) return sendProblemPage(answered, reply, reader);
    return sendProblem(answered, request, reply, { publicUrl, reader });
  };
}

function toProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return undefined;
  if (error instanceof InvalidInput) {
    const isNoObject = error.fields.some(({ field, code }) => field === '' && code === 'wrong_type');
    if (isNoObject) return new Problem(httpProblems.malformed_body);
    return new Problem(httpProblems.validation_failed, { errors: error.fields });
  }
  const code = 'code' in error && typeof error.code === 'string' ? fastifyErrors[error.code] : undefined;
  if (code !== undefined) return new Problem(httpProblems[code]);
  // Other client errors of the framework, such as a connection that closed in the middle of a body.
  const status = 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? new Problem(httpProblems.malformed_request) : undefined;
}

function sendProblem(
  { type, retryAfterSeconds, errors, extensions }: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
  { publicUrl, reader }: { readonly publicUrl: string; readonly reader: Reader },
): FastifyReply {
  const { locale, say } = reader;
  if (type.status === 401) reply.header('www-authenticate', 'Bearer realm="api"');
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return reply
    .code(type.status)
    .header('content-language', locale)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({
      ...extensions,
      type: `${publicUrl}/docs/errors/${type.code}`,
      title: say(`problem.${type.code}.title`),
      status: type.status,
      code: type.code,
      detail: say(`problem.${type.code}.detail`),
      request_id: request.id,
      ...(retryAfterSeconds !== undefined && { retry_after: retryAfterSeconds }),
      ...(errors && {
        errors: errors.map(({ field, code, values }) => ({
          field,
          code,
          detail: say(`field.${code}`, values),
        })),
      }),
    });
}
