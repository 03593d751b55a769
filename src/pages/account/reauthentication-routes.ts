import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findAccount } from '../../accounts/index.ts';
import { sendCode } from '../../codes/index.ts';
import { type Caller, httpProblems, Problem, readerOf, sendPage } from '../../http/index.ts';
import { requireRecentSignIn, sessionProblems } from '../../sessions/index.ts';
import { html } from '../../ui/index.ts';
import { leadTo, type PageContext, requireCaller } from '../context.ts';
import { field } from '../parts/form.ts';
import { faultOf, retryLine } from '../parts/form-error.ts';
import { shownNumber } from '../parts/number.ts';
import { signOutButton } from '../parts/sign-out-button.ts';
import { requestCode } from '../sign-in/request-code.ts';

/** The pages that need a recent sign-in. */
const guarded = { phone: '/profile/phone', end: '/profile/end' } as const;
export type GuardedPage = keyof typeof guarded;

const toGuarded = (text: string): GuardedPage => (text === 'end' ? 'end' : 'phone');

/** Whether the sign-in is recent, by the rule of the sessions. */
export function hasSignedInRecently({ sessions }: PageContext, caller: Caller): boolean {
  try {
    requireRecentSignIn(sessions, caller);
    return true;
  } catch (error) {
    if (needsRecentSignIn(error)) return false;
    throw error;
  }
}

export function needsRecentSignIn(error: unknown): boolean {
  return error instanceof Problem && error.type === sessionProblems.fresh_sign_in_required;
}

/** Leads to a new sign-in, and from there back to the page that needs it. */
export function leadToReauthentication(
  context: PageContext,
  reply: FastifyReply,
  next: GuardedPage,
): FastifyReply {
  return leadTo(context, reply, `/profile/again?next=${next}`);
}

/** Signing in once more, for what needs a recent sign-in. */
export function reauthenticationPages(app: FastifyInstance, context: PageContext): void {
  app.get<{ Querystring: { next?: string } }>('/profile/again', async (request, reply) => {
    const caller = await requireCaller(context, request);
    const next = toGuarded(String(request.query.next ?? ''));
    return sendReauthentication(context, request, reply, { caller, next });
  });
  app.post('/profile/again', (request, reply) => requestReauthenticationCode(context, request, reply));
}

async function requestReauthenticationCode(
  context: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const caller = await requireCaller(context, request);
  const next = toGuarded(field(request, 'next'));
  const account = await findAccount(context.database.read, caller.accountId);
  if (account === undefined) throw new Problem(httpProblems.unauthorized);
  return requestCode(context, request, reply, {
    purpose: 'sign_in',
    to: account.phoneNumber,
    send: (wish) => sendCode(context.codes, { ...wish, purpose: 'sign_in' }),
    earlier: undefined,
    next: guarded[next],
    action: '/profile/again',
    fields: { next },
    refuse: (problem) => sendReauthentication(context, request, reply, { caller, next, problem }),
  });
}

interface Reauthentication {
  readonly caller: Caller;
  readonly next: GuardedPage;
  readonly problem?: Problem;
}

async function sendReauthentication(
  context: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { caller, next, problem }: Reauthentication,
): Promise<FastifyReply> {
  const { say } = request;
  const account = await findAccount(context.database.read, caller.accountId);
  const fault = problem && faultOf(problem, say);
  if (fault?.retryAfterSeconds !== undefined) reply.header('retry-after', fault.retryAfterSeconds);
  return sendPage(reply.code(fault?.status ?? 200), {
    reader: readerOf(request),
    title: say('reauthentication.title'),
    shape: 'narrow',
    ownHeading: true,
    hasError: fault !== undefined,
    path: `/profile/again?next=${next}`,
    actions: signOutButton(say),
    body: html`<form class="card stack" method="post" action="/profile/again">
<h1>${say('reauthentication.title')}</h1>
<p>${say.parts('reauthentication.intro', { number: shownNumber(account?.phoneNumber ?? '') })}</p>
${fault && html`<p class="error" role="alert">${fault.sentence}</p>`}
${retryLine(fault, say, 'send')}
<input type="hidden" name="next" value="${next}">
<button class="button primary wide" id="send">${say('reauthentication.send')}</button>
<p><a href="/profile">${say('reauthentication.back')}</a></p>
</form>`,
  });
}
