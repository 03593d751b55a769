import type { FastifyRequest } from 'fastify';
import { Problem } from '../http/index.ts';
import { pageProblems } from './problems.ts';

interface Options {
  readonly publicUrl: string;
  readonly isProduction: boolean;
}

/**
 * Refuses forms that another site has sent. Browsers name the site in `Origin`; without it, `Sec-Fetch-Site` must say
 * that the form is our own. Forms therefore need no token.
 */
export function checkOrigin({
  publicUrl,
  isProduction,
}: Options): (request: FastifyRequest) => Promise<void> {
  return async ({ method, headers, protocol, host }) => {
    if (method === 'GET' || method === 'HEAD') return;
    // In development the service is opened at 127.0.0.1, at localhost or from a phone in the same network.
    const ownOrigins = isProduction ? [publicUrl] : [publicUrl, `${protocol}://${host}`];
    const isOwn =
      headers.origin === undefined
        ? headers['sec-fetch-site'] === 'same-origin'
        : ownOrigins.includes(headers.origin);
    if (!isOwn) throw new Problem(pageProblems.wrong_origin);
  };
}
