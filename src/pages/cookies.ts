import type { FastifyReply, FastifyRequest } from 'fastify';

const daySeconds = 86_400;

/** The cookies of the pages, with their lifetimes in seconds. */
const lifetimesSeconds = {
  /** The session, which ends by itself; this is the longest that browsers keep a cookie. */
  session: 400 * daySeconds,
  /** Between two steps: the number a code went to, and when. Sealed. */
  step: 3600,
  /** The invite code of the link that was followed. */
  invite: 30 * daySeconds,
  /** The notice for the next page. */
  notice: 60,
  /** A random id that makes this a known device. */
  device: 400 * daySeconds,
} as const;

export type CookieName = keyof typeof lifetimesSeconds;

export interface Cookies {
  read(request: FastifyRequest, name: CookieName): string | undefined;
  write(reply: FastifyReply, name: CookieName, value: string): void;
  clear(reply: FastifyReply, ...names: CookieName[]): void;
}

/** In production the prefix binds every cookie to this host and to HTTPS (RFC 6265bis, 4.1.3.2). */
export function createCookies(isProduction: boolean): Cookies {
  const fullName = (name: CookieName) => `${isProduction ? '__Host-' : ''}pozovi_${name}`;
  const flags = { path: '/', httpOnly: true, sameSite: 'lax', secure: isProduction } as const;
  return {
    read: (request, name) => request.cookies[fullName(name)],
    write: (reply, name, value) => {
      reply.setCookie(fullName(name), value, { ...flags, maxAge: lifetimesSeconds[name] });
    },
    clear: (reply, ...names) => {
      for (const name of names) reply.clearCookie(fullName(name), flags);
    },
  };
}
