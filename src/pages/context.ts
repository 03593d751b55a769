import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, httpProblems, Problem } from '../http/index.ts';
import { type InviteCode, parseInviteCode } from '../lib/invite-code.ts';
import { callerOfCookie } from '../sessions/index.ts';
import type { Cookies } from './cookies.ts';
import type { PagesOptions } from './options.ts';
import { type Notice, parseNotice } from './parts/notice.ts';
import type { Steps } from './sign-in/step.ts';

/** What every page's route can use. */
export interface PageContext extends PagesOptions {
  readonly cookies: Cookies;
  readonly steps: Steps;
}

/** The caller that this browser is signed in as, if any. */
export async function callerInBrowser(
  { cookies, sessions }: PageContext,
  request: FastifyRequest,
): Promise<Caller | undefined> {
  const value = cookies.read(request, 'session');
  return value === undefined ? undefined : callerOfCookie(sessions, value);
}

/** The caller that this browser is signed in as. Throws 401, which the pages answer by leading to the sign-in. */
export async function requireCaller(context: PageContext, request: FastifyRequest): Promise<Caller> {
  const caller = await callerInBrowser(context, request);
  if (caller === undefined) throw new Problem(httpProblems.unauthorized);
  return caller;
}

/** The invite code of the link that was followed in this browser. */
export function invitationOf({ cookies }: PageContext, request: FastifyRequest): InviteCode | undefined {
  return parseInviteCode(cookies.read(request, 'invite') ?? '');
}

/** Redirects to another page after a form, so that a reload sends nothing again. */
export function leadTo(
  { cookies }: PageContext,
  reply: FastifyReply,
  path: string,
  notice?: Notice,
): FastifyReply {
  if (notice !== undefined) cookies.write(reply, 'notice', notice);
  return reply.redirect(path, 303);
}

/** The notice to be shown once. */
export function takeNotice(
  { cookies }: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Notice | undefined {
  const notice = parseNotice(cookies.read(request, 'notice'));
  if (notice !== undefined) cookies.clear(reply, 'notice');
  return notice;
}

/** The device as the rules on sending and entering codes know it: its address, and a random id kept in a cookie. */
export function deviceOf({ cookies, random }: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const kept = cookies.read(request, 'device');
  const deviceId = /^[\w-]{22}$/.test(kept ?? '') ? kept : random.bytes(16).toString('base64url');
  if (deviceId !== undefined && deviceId !== kept) cookies.write(reply, 'device', deviceId);
  return { userAgent: request.headers['user-agent'] ?? null, address: request.ip, deviceId };
}
