import type { FastifyRequest } from 'fastify';
import { type Reader, zoneOf } from '../ui/index.ts';

/** In whose language and time zone the answer to a request speaks. */
export function readerOf(request: FastifyRequest): Reader {
  const { locale, say, headers } = request;
  return { locale, say, zone: zoneOf(headers.cookie) };
}
