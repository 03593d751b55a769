import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type CodeRequest, sendCode, signInProblems } from '../../codes/index.ts';
import { giveConsent } from '../../consents/index.ts';
import { fieldProblem, Problem, readerOf, sendPage } from '../../http/index.ts';
import { parsePhoneNumber } from '../../lib/phone-number.ts';
import { endSessions, sessionCookie } from '../../sessions/index.ts';
import { signIn } from '../../sign-in/index.ts';
import { deviceOf, invitationOf, leadTo, type PageContext, takeNotice, visitorOf } from '../context.ts';
import { field } from '../parts/form.ts';
import { attempt, faultOf } from '../parts/form-error.ts';
import type { Notice } from '../parts/notice.ts';
import { consentOf } from '../profile/consent.ts';
import { resendRefused, sendCodePage, takeStep } from './code-step.ts';
import { refusedOf } from './received-codes.ts';
import { requestCode } from './request-code.ts';
import { type SignInPage, signInBody } from './sign-in-page.ts';
import { typedCode } from './typed-code.ts';

/** Signing in: number, code, and the ways between. */
export function signInPages(app: FastifyInstance, context: PageContext): void {
  const { cookies, steps, region, refereePhones } = context;

  function sendSignInPage(
    request: FastifyRequest,
    reply: FastifyReply,
    more: Pick<SignInPage, 'notice' | 'phoneNumber' | 'fault' | 'received' | 'hasCode'>,
  ) {
    const reader = readerOf(request);
    const wrong = more.fault ?? more.received?.fault;
    if (wrong?.retryAfterSeconds !== undefined) reply.header('retry-after', wrong.retryAfterSeconds);
    const invitation = invitationOf(context, request);
    return sendPage(reply.code(wrong?.status ?? 200), {
      reader,
      title: reader.say('sign_in.title'),
      shape: 'narrow',
      ownHeading: true,
      hasError: wrong !== undefined,
      path: '/',
      body: signInBody({ reader, region, refereePhones, invitation, ...more }),
    });
  }

  const send = (wish: Omit<CodeRequest, 'purpose'>) =>
    sendCode(context.codes, { ...wish, purpose: 'sign_in' });

  app.get('/', async (request, reply) => {
    const notice = takeNotice(context, request, reply);
    if ((await visitorOf(context, request)) !== undefined) return leadTo(context, reply, '/profile', notice);
    const step = steps.read(cookies.read(request, 'step'));
    return sendSignInPage(request, reply, {
      notice,
      phoneNumber: step?.purpose === 'sign_in' ? step.to : undefined,
    });
  });

  app.get('/sign-in', async (_request, reply) => leadTo(context, reply, '/'));

  app.post('/sign-in', async (request, reply) => {
    const text = field(request, 'phone_number');
    const parsed = await attempt(async () => {
      if (text === '') throw fieldProblem('phone_number', 'missing');
      const to = parsePhoneNumber(text, region);
      if (to === undefined) throw new Problem(signInProblems.invalid_phone_number);
      return to;
    });
    const earlier = steps.read(cookies.read(request, 'step'));
    const refuse = (problem: Problem) => {
      const refused = refusedOf(problem, request);
      const isKnown = earlier !== undefined && earlier.to === parsed.value;
      const mayHaveCode = problem.type.code === 'too_many_codes' && !context.needsChallengeId;
      const hasCode =
        mayHaveCode || (isKnown && (problem.type.status === 429 || refused.received !== undefined));
      return sendSignInPage(request, reply, { phoneNumber: text, ...refused, hasCode });
    };
    if (parsed.problem !== undefined) return refuse(parsed.problem);
    return requestCode(context, request, reply, {
      purpose: 'sign_in',
      to: parsed.value,
      send,
      earlier,
      next: undefined,
      action: '/sign-in',
      fields: { phone_number: text },
      refuse,
    });
  });

  app.get('/sign-in/code', async (request, reply) => {
    const step = takeStep(context, request, 'sign_in');
    if (step === undefined) return leadTo(context, reply, '/');
    return sendCodePage(context, request, reply, step, { notice: takeNotice(context, request, reply) });
  });

  app.get('/sign-in/resend', async (_request, reply) => leadTo(context, reply, '/sign-in/code'));

  app.post('/sign-in/resend', async (request, reply) => {
    const step = takeStep(context, request, 'sign_in');
    if (step === undefined) return leadTo(context, reply, '/', 'start_again');
    return requestCode(context, request, reply, {
      purpose: 'sign_in',
      to: step.to,
      send,
      earlier: step,
      next: step.next,
      action: '/sign-in/resend',
      fields: { step: field(request, 'step') },
      notice: 'code_sent',
      refuse: (problem) =>
        sendCodePage(context, request, reply, step, resendRefused(refusedOf(problem, request))),
    });
  });

  app.post('/sign-in/code', async (request, reply) => {
    const step = takeStep(context, request, 'sign_in');
    if (step === undefined) return leadTo(context, reply, '/', 'start_again');
    const invitation = invitationOf(context, request);
    const device = deviceOf(context, request, reply);
    const earlier = await visitorOf(context, request);
    const { value: signedIn, problem } = await attempt(async () =>
      signIn(context.signIns, {
        phoneNumber: step.to,
        code: typedCode(request),
        // Without it the code of every message that still counts is good, not only that of the last one.
        challengeId: context.needsChallengeId ? step.challengeId : undefined,
        device,
        inviteCode: invitation,
        inTransaction: async (trx, accountId, referral) => {
          if (referral?.status === 'activated') {
            await giveConsent(trx, accountId, consentOf(refereePhones, context.clock.now()));
          }
          if (earlier === undefined) return;
          const { sessionId } = earlier;
          await endSessions(context.sessions, trx, earlier.accountId, { only: sessionId, by: sessionId });
        },
      }),
    );
    if (problem !== undefined) {
      return sendCodePage(context, request, reply, step, { fault: faultOf(problem, request.say) });
    }
    const { referral, isNewUser } = signedIn;
    cookies.write(reply, 'session', sessionCookie(context.sessions, signedIn.sessionId));
    cookies.clear(reply, 'step');
    // To one who had an account already the invitation is still open: the profile offers it.
    if (isNewUser) cookies.clear(reply, 'invite');
    return leadTo(context, reply, step.next ?? '/profile', isNewUser ? welcome(referral?.status) : undefined);
  });

  app.get('/sign-out', async (_request, reply) => leadTo(context, reply, '/'));

  app.post('/sign-out', async (request, reply) => {
    const visitor = await visitorOf(context, request);
    if (visitor !== undefined) {
      const { accountId, sessionId } = visitor;
      await context.database.transaction((trx) =>
        endSessions(context.sessions, trx, accountId, { only: sessionId, by: sessionId }),
      );
    }
    cookies.clear(reply, 'session', 'step');
    return leadTo(context, reply, '/', 'signed_out');
  });
}

function welcome(status: 'activated' | 'rejected' | undefined): Notice {
  if (status === undefined) return 'welcome';
  return status === 'activated' ? 'welcome_invited' : 'invitation_wrong';
}
