import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renameAccount } from '../../accounts/index.ts';
import { giveConsent } from '../../consents/index.ts';
import { type Caller, fieldProblem, httpProblems, Problem, readerOf, sendPage } from '../../http/index.ts';
import { parseCursor } from '../../lib/cursor.ts';
import { parseId } from '../../lib/id.ts';
import { toName } from '../../profile/index.ts';
import { activateInviteCode, listReferees } from '../../referrals/index.ts';
import { endSessions, sessionProblems } from '../../sessions/index.ts';
import { deviceOf, invitationOf, leadTo, type PageContext, requireCaller, takeNotice } from '../context.ts';
import { field } from '../parts/form.ts';
import { attempt, faultOf } from '../parts/form-error.ts';
import { signOutButton } from '../parts/sign-out-button.ts';
import { consentOf } from './consent.ts';
import { invitedPage } from './invited-card.ts';
import { invitedOnPage, type ProfileState, profileBody, toPerson } from './profile-page.ts';

/** The profile and its forms. */
export function profilePages(app: FastifyInstance, context: PageContext): void {
  app.get('/profile', (request, reply) => showProfile(context, request, reply));
  app.get('/profile/invited', (request, reply) => showInvited(context, request, reply));
  app.post('/profile/friend', (request, reply) => activateFriendsCode(context, request, reply));
  app.post('/profile/name', (request, reply) => changeName(context, request, reply));
  app.post('/profile/devices/end', (request, reply) => endDevice(context, request, reply));
  app.post('/profile/devices/end-others', (request, reply) => endOtherDevices(context, request, reply));
  for (const path of ['friend', 'name', 'devices/end', 'devices/end-others']) {
    app.get(`/profile/${path}`, async (_request, reply) => leadTo(context, reply, '/profile'));
  }
}

async function showProfile(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const caller = await requireCaller(context, request);
  const notice = takeNotice(context, request, reply);
  const state = { notice, typedCode: invitationOf(context, request) };
  return sendProfile(context, request, reply, { caller, state });
}

async function showInvited(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const { accountId } = await requireCaller(context, request);
  const reader = readerOf(request);
  const after = parseCursor(new URLSearchParams(request.url.split('?')[1]).get('after') ?? '');
  const page = { limit: invitedOnPage, after };
  const { rows, nextCursor } = await listReferees(context.database.read, accountId, page);
  const people = rows.map((referee) => toPerson(referee, context.refereePhones));
  return sendPage(reply, {
    reader,
    title: reader.say('invited.title'),
    shape: 'text',
    actions: signOutButton(request.say),
    body: invitedPage(people, nextCursor, reader),
  });
}

async function activateFriendsCode(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const { referrals, refereePhones, clock } = context;
  const caller = await requireCaller(context, request);
  const typedCode = field(request, 'invite_code');
  const origin = deviceOf(context, request, reply);
  const { problem } = await attempt(async () => {
    if (typedCode === '') throw fieldProblem('invite_code', 'missing');
    await activateInviteCode(referrals, {
      refereeId: caller.accountId,
      code: typedCode,
      origin,
      inTransaction: (trx) => giveConsent(trx, caller.accountId, consentOf(refereePhones, clock.now())),
    });
  });
  if (problem !== undefined) {
    const state = { typedCode, codeFault: faultOf(problem, request.say) };
    return sendProfile(context, request, reply, { caller, state });
  }
  context.cookies.clear(reply, 'invite');
  return leadTo(context, reply, '/profile', 'activated');
}

async function changeName(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const caller = await requireCaller(context, request);
  const typedName = field(request, 'name');
  const { problem } = await attempt(async () => {
    const name = toName(typedName === '' ? null : typedName);
    const account = await context.database.transaction((trx) => renameAccount(trx, caller.accountId, name));
    if (account === undefined) throw new Problem(httpProblems.unauthorized);
  });
  if (problem !== undefined) {
    const state = { typedName, nameFault: faultOf(problem, request.say) };
    return sendProfile(context, request, reply, { caller, state });
  }
  return leadTo(context, reply, '/profile', 'renamed');
}

async function endDevice(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const { accountId, sessionId } = await requireCaller(context, request);
  const only = parseId('ses', field(request, 'id'));
  if (only === undefined) throw new Problem(sessionProblems.session_not_found);
  const ending = { only, by: sessionId };
  await context.database.transaction((trx) => endSessions(context.sessions, trx, accountId, ending));
  return leadTo(context, reply, '/profile', 'session_ended');
}

async function endOtherDevices(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const { accountId, sessionId } = await requireCaller(context, request);
  const ending = { except: sessionId, by: sessionId };
  await context.database.transaction((trx) => endSessions(context.sessions, trx, accountId, ending));
  return leadTo(context, reply, '/profile', 'others_ended');
}

async function sendProfile(
  context: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { caller, state }: { readonly caller: Caller; readonly state: ProfileState },
) {
  const reader = readerOf(request);
  const fault = state.codeFault ?? state.nameFault;
  const body = await profileBody(context, caller, reader, state);
  if (fault?.retryAfterSeconds !== undefined) reply.header('retry-after', fault.retryAfterSeconds);
  return sendPage(reply.code(fault?.status ?? 200), {
    reader,
    title: reader.say('profile.title'),
    ownHeading: true,
    hasError: fault !== undefined,
    path: '/profile',
    actions: signOutButton(request.say),
    body,
  });
}
