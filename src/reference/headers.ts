import { type Reference, referTo } from './document.ts';

const text = (description: string, example: string) => ({ description, schema: { type: 'string' }, example });

/** The headers of answers, as components of the document. */
export const headers = {
  RequestId: text(
    'The id of the request: the one that was sent, or a new one. The log lines of the service name it.',
    '0f3c7a52-6d1e-4b7a-9c58-2e4f6a8b0d13',
  ),
  NoStore: text('The answer must not be cached.', 'no-store'),
  ContentLanguage: text('The language of `title` and `detail`.', 'en'),
  RetryAfter: {
    description: 'Seconds to wait before the next attempt, the same as `retry_after`.',
    schema: { type: 'integer', minimum: 0 },
    example: 30,
  },
  WwwAuthenticate: text('The scheme by which a request is authenticated.', 'Bearer realm="api"'),
  Allow: text('With `method_not_allowed`: the methods of this address.', 'GET, HEAD'),
};

const header = (name: keyof typeof headers): Reference => referTo('headers', name);

/** The headers of every answer. */
export const answerHeaders = { 'X-Request-Id': header('RequestId'), 'Cache-Control': header('NoStore') };

/** The headers of problems with these statuses. */
export function problemHeaders(statuses: readonly number[]): Readonly<Record<string, Reference>> {
  return {
    ...answerHeaders,
    'Content-Language': header('ContentLanguage'),
    ...(statuses.includes(401) && { 'WWW-Authenticate': header('WwwAuthenticate') }),
    ...(statuses.includes(405) && { Allow: header('Allow') }),
    ...(statuses.some(asksToWait) && { 'Retry-After': header('RetryAfter') }),
  };
}

/** Whether every answer with this status says when to try again. */
export const asksToWait = (status: number) => status === 429 || status === 503;
