import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renameAccount } from '../../accounts/index.ts';
import { giveConsent } from '../../consents/index.ts';
import { type Caller, fieldProblem, httpProblems, Problem, readerOf, sendPage } from '../../http/index.ts';
import { parseCursor } from '../../lib/cursor.ts';
import { parseId } from '../../lib/id.ts';
import { toName } from '../../profile/index.ts';
import { activateInviteCode, listReferees } from '../../referrals/index.ts';
import { endSessions, sessionProblems } from '../../sessions/index.ts';
import { deviceOf, invitationOf, leadTo, type PageContext, requireVisitor, takeNotice } from '../context.ts';
import { field } from '../parts/form.ts';
import { attempt, faultOf } from '../parts/form-error.ts';
import { signOutButton } from '../parts/sign-out-button.ts';
import { consentOf } from './consent.ts';
import { invitedPage } from './invited-card.ts';
import { invitedOnPage, type ProfileState, profileBody, toPerson } from './profile-page.ts';

/** The profile and what can be done in it at once. */
export function profilePages(app: FastifyInstance, context: PageContext): void {
  const { cookies, database, referrals, sessions, refereePhones } = context;

  async function sendProfile(
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Caller,
    state: ProfileState,
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

  app.get('/profile', async (request, reply) => {
    const caller = await requireVisitor(context, request);
    const notice = takeNotice(context, request, reply);
    return sendProfile(request, reply, caller, { notice, typedCode: invitationOf(context, request) });
  });

  app.get<{ Querystring: { after?: string } }>('/profile/invited', async (request, reply) => {
    const { accountId } = await requireVisitor(context, request);
    const reader = readerOf(request);
    const after = parseCursor(String(request.query.after ?? ''));
    const { rows, nextCursor } = await listReferees(database.read, accountId, {
      limit: invitedOnPage,
      after,
    });
    const people = rows.map((referee) => toPerson(referee, refereePhones));
    return sendPage(reply, {
      reader,
      title: reader.say('invited.title'),
      shape: 'text',
      actions: signOutButton(request.say),
      body: invitedPage(people, nextCursor, reader),
    });
  });

  app.post('/profile/friend', async (request, reply) => {
    const caller = await requireVisitor(context, request);
    const typedCode = field(request, 'invite_code');
    const origin = deviceOf(context, request, reply);
    const { problem } = await attempt(async () => {
      if (typedCode === '') throw fieldProblem('invite_code', 'missing');
      await activateInviteCode(referrals, {
        refereeId: caller.accountId,
        code: typedCode,
        origin,
        inTransaction: (trx) =>
          giveConsent(trx, caller.accountId, consentOf(refereePhones, context.clock.now())),
      });
    });
    if (problem !== undefined) {
      return sendProfile(request, reply, caller, { typedCode, codeFault: faultOf(problem, request.say) });
    }
    cookies.clear(reply, 'invite');
    return leadTo(context, reply, '/profile', 'activated');
  });

  app.post('/profile/name', async (request, reply) => {
    const caller = await requireVisitor(context, request);
    const typedName = field(request, 'name');
    const { problem } = await attempt(async () => {
      const name = toName(typedName === '' ? null : typedName);
      const account = await database.transaction((trx) => renameAccount(trx, caller.accountId, name));
      if (account === undefined) throw new Problem(httpProblems.unauthorized);
    });
    if (problem !== undefined) {
      return sendProfile(request, reply, caller, { typedName, nameFault: faultOf(problem, request.say) });
    }
    return leadTo(context, reply, '/profile', 'renamed');
  });

  app.post('/profile/devices/end', async (request, reply) => {
    const { accountId, sessionId } = await requireVisitor(context, request);
    const only = parseId('ses', field(request, 'id'));
    if (only === undefined) throw new Problem(sessionProblems.session_not_found);
    await database.transaction((trx) => endSessions(sessions, trx, accountId, { only, by: sessionId }));
    return leadTo(context, reply, '/profile', 'session_ended');
  });

  app.post('/profile/devices/end-others', async (request, reply) => {
    const { accountId, sessionId } = await requireVisitor(context, request);
    await database.transaction((trx) =>
      endSessions(sessions, trx, accountId, { except: sessionId, by: sessionId }),
    );
    return leadTo(context, reply, '/profile', 'others_ended');
  });

  for (const path of ['friend', 'name', 'devices/end', 'devices/end-others']) {
    app.get(`/profile/${path}`, async (_request, reply) => leadTo(context, reply, '/profile'));
  }
}
