import type { FastifyRequest } from 'fastify';
import { type Reader, zoneOf } from '../ui/index.ts';

/** The language and time zone of the answer to a request. */
export function readerOf(request: FastifyRequest): Reader {
  const { locale, say, headers } = request;
  return { locale, say, zone: zoneOf(headers.cookie) };
}
