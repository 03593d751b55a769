import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type CodeRequest, sendCode, toPhoneNumber } from '../../codes/index.ts';
import { giveConsent } from '../../consents/index.ts';
import { fieldProblem, type Problem, readerOf, sendPage } from '../../http/index.ts';
import { endSessions, sessionCookie } from '../../sessions/index.ts';
import { signIn } from '../../sign-in/index.ts';
import { callerInBrowser, deviceOf, invitationOf, leadTo, type PageContext, takeNotice } from '../context.ts';
import { field } from '../parts/form.ts';
import { attempt, faultOf } from '../parts/form-error.ts';
import type { Notice } from '../parts/notice.ts';
import { consentOf } from '../profile/consent.ts';
import { resendRefused, sendCodePage, takeStep } from './code-step.ts';
import { refusedOf } from './received-codes.ts';
import { requestCode } from './request-code.ts';
import { type SignInPage, signInBody } from './sign-in-page.ts';
import { typedCode } from './typed-code.ts';

/** Signing in and out: number, code, resend. */
export function signInPages(app: FastifyInstance, context: PageContext): void {
  app.get('/', (request, reply) => showSignIn(context, request, reply));
  app.get('/sign-in', async (_request, reply) => leadTo(context, reply, '/'));
  app.post('/sign-in', (request, reply) => requestSignInCode(context, request, reply));
  app.get('/sign-in/code', (request, reply) => showCode(context, request, reply));
  app.post('/sign-in/code', (request, reply) => enterSignInCode(context, request, reply));
  app.get('/sign-in/resend', async (_request, reply) => leadTo(context, reply, '/sign-in/code'));
  app.post('/sign-in/resend', (request, reply) => resendSignInCode(context, request, reply));
  app.get('/sign-out', async (_request, reply) => leadTo(context, reply, '/'));
  app.post('/sign-out', (request, reply) => signOut(context, request, reply));
}

async function showSignIn(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const notice = takeNotice(context, request, reply);
  if ((await callerInBrowser(context, request)) !== undefined)
    return leadTo(context, reply, '/profile', notice);
  const step = context.steps.read(context.cookies.read(request, 'step'));
  const phoneNumber = step?.purpose === 'sign_in' ? step.to : undefined;
  return sendSignInPage(context, request, reply, { notice, phoneNumber });
}

async function requestSignInCode(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const { cookies, steps, region, needsChallengeId } = context;
  const text = field(request, 'phone_number');
  const parsed = await attempt(async () => {
    if (text === '') throw fieldProblem('phone_number', 'missing');
    return toPhoneNumber(text, region);
  });
  const earlier = steps.read(cookies.read(request, 'step'));
  const refuse = (problem: Problem) => {
    const refused = refusedOf(problem, request);
    const isKnown = earlier !== undefined && earlier.to === parsed.value;
    const mayHaveCode = problem.type.code === 'too_many_codes' && !needsChallengeId;
    const hasCode =
      mayHaveCode || (isKnown && (problem.type.status === 429 || refused.received !== undefined));
    return sendSignInPage(context, request, reply, { phoneNumber: text, ...refused, hasCode });
  };
  if (parsed.problem !== undefined) return refuse(parsed.problem);
  return requestCode(context, request, reply, {
    purpose: 'sign_in',
    to: parsed.value,
    send: sendSignInCode(context),
    earlier,
    next: undefined,
    action: '/sign-in',
    fields: { phone_number: text },
    refuse,
  });
}

async function resendSignInCode(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const step = takeStep(context, request, 'sign_in');
  if (step === undefined) return leadTo(context, reply, '/', 'start_again');
  return requestCode(context, request, reply, {
    purpose: 'sign_in',
    to: step.to,
    send: sendSignInCode(context),
    earlier: step,
    next: step.next,
    action: '/sign-in/resend',
    fields: { step: field(request, 'step') },
    notice: 'code_sent',
    refuse: (problem) =>
      sendCodePage(context, request, reply, { step, ...resendRefused(refusedOf(problem, request)) }),
  });
}

const sendSignInCode = (context: PageContext) => (wish: Omit<CodeRequest, 'purpose'>) =>
  sendCode(context.codes, { ...wish, purpose: 'sign_in' });

async function showCode(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const step = takeStep(context, request, 'sign_in');
  if (step === undefined) return leadTo(context, reply, '/');
  return sendCodePage(context, request, reply, { step, notice: takeNotice(context, request, reply) });
}

async function enterSignInCode(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const { cookies, sessions } = context;
  const step = takeStep(context, request, 'sign_in');
  if (step === undefined) return leadTo(context, reply, '/', 'start_again');
  const device = deviceOf(context, request, reply);
  const earlier = await callerInBrowser(context, request);
  const { value: signedIn, problem } = await attempt(async () =>
    signIn(context.signIns, {
      phoneNumber: step.to,
      code: typedCode(request),
      // Without it the code of every live challenge works, not only of the last one.
      challengeId: context.needsChallengeId ? step.challengeId : undefined,
      device,
      inviteCode: invitationOf(context, request),
      inTransaction: async (trx, accountId, referral) => {
        if (referral?.status === 'activated') {
          await giveConsent(trx, accountId, consentOf(context.refereePhones, context.clock.now()));
        }
        if (earlier === undefined) return;
        const { sessionId } = earlier;
        await endSessions(sessions, trx, earlier.accountId, { only: sessionId, by: sessionId });
      },
    }),
  );
  if (problem !== undefined) {
    return sendCodePage(context, request, reply, { step, fault: faultOf(problem, request.say) });
  }
  const { referral, isNewUser } = signedIn;
  cookies.write(reply, 'session', sessionCookie(sessions, signedIn.sessionId));
  cookies.clear(reply, 'step');
  // For an existing account the invitation stays open: the profile offers it.
  if (isNewUser) cookies.clear(reply, 'invite');
  return leadTo(context, reply, step.next ?? '/profile', isNewUser ? welcome(referral?.status) : undefined);
}

function welcome(status: 'activated' | 'rejected' | undefined): Notice {
  if (status === undefined) return 'welcome';
  return status === 'activated' ? 'welcome_invited' : 'invitation_wrong';
}

async function signOut(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const caller = await callerInBrowser(context, request);
  if (caller !== undefined) {
    const { accountId, sessionId } = caller;
    await context.database.transaction((trx) =>
      endSessions(context.sessions, trx, accountId, { only: sessionId, by: sessionId }),
    );
  }
  context.cookies.clear(reply, 'session', 'step');
  return leadTo(context, reply, '/', 'signed_out');
}

function sendSignInPage(
  context: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Pick<SignInPage, 'notice' | 'phoneNumber' | 'fault' | 'received' | 'hasCode'>,
) {
  const { region, refereePhones } = context;
  const reader = readerOf(request);
  const wrong = shown.fault ?? shown.received?.fault;
  if (wrong?.retryAfterSeconds !== undefined) reply.header('retry-after', wrong.retryAfterSeconds);
  const invitation = invitationOf(context, request);
  return sendPage(reply.code(wrong?.status ?? 200), {
    reader,
    title: reader.say('sign_in.title'),
    shape: 'narrow',
    ownHeading: true,
    hasError: wrong !== undefined,
    path: '/',
    body: signInBody({ reader, region, refereePhones, invitation, ...shown }),
  });
}
