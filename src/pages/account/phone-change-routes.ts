import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toPhoneNumber } from '../../codes/index.ts';
import { fieldProblem, readerOf, sendPage } from '../../http/index.ts';
import { confirmPhoneChange, requestPhoneChange } from '../../phone-change/index.ts';
import { html } from '../../ui/index.ts';
import { deviceOf, leadTo, type PageContext, requireCaller, takeNotice } from '../context.ts';
import { textField } from '../parts/field.ts';
import { field } from '../parts/form.ts';
import { attempt, faultOf, retryLine } from '../parts/form-error.ts';
import { signOutButton } from '../parts/sign-out-button.ts';
import { suggestedNumbers, suggestionForm } from '../parts/suggested-numbers.ts';
import { resendRefused, sendCodePage, takeStep } from '../sign-in/code-step.ts';
import { type Refused, receivedCodesForm, refusedOf } from '../sign-in/received-codes.ts';
import { requestCode } from '../sign-in/request-code.ts';
import { typedCode } from '../sign-in/typed-code.ts';
import { hasSignedInRecently, leadToReauthentication, needsRecentSignIn } from './reauthentication-routes.ts';

/** Changing the number: the new number, then its code. */
export function phoneChangePages(app: FastifyInstance, context: PageContext): void {
  app.get('/profile/phone', (request, reply) => showNumberForm(context, request, reply));
  app.post('/profile/phone', (request, reply) => requestNewNumberCode(context, request, reply));
  app.get('/profile/phone/code', (request, reply) => showNewNumberCode(context, request, reply));
  app.post('/profile/phone/code', (request, reply) => enterNewNumberCode(context, request, reply));
  app.get('/profile/phone/resend', async (_request, reply) => leadTo(context, reply, '/profile/phone/code'));
  app.post('/profile/phone/resend', (request, reply) => resendNewNumberCode(context, request, reply));
}

async function showNumberForm(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const caller = await requireCaller(context, request);
  return hasSignedInRecently(context, caller)
    ? sendNumberForm(request, reply)
    : leadToReauthentication(context, reply, 'phone');
}

async function requestNewNumberCode(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const caller = await requireCaller(context, request);
  const text = field(request, 'phone_number');
  const { value: to, problem } = await attempt(async () => {
    if (text === '') throw fieldProblem('phone_number', 'missing');
    return toPhoneNumber(text, context.region);
  });
  if (problem !== undefined) {
    return sendNumberForm(request, reply, text, { fault: faultOf(problem, request.say) });
  }
  return requestCode(context, request, reply, {
    purpose: 'phone_change',
    to,
    send: (wish) => requestPhoneChange(context.phoneChanges, caller, wish),
    earlier: takeStep(context, request, 'phone_change'),
    next: undefined,
    action: '/profile/phone',
    fields: { phone_number: text },
    refuse: (refusal) =>
      needsRecentSignIn(refusal)
        ? leadToReauthentication(context, reply, 'phone')
        : sendNumberForm(request, reply, text, refusedOf(refusal, request)),
  });
}

async function resendNewNumberCode(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const caller = await requireCaller(context, request);
  const step = takeStep(context, request, 'phone_change');
  if (step === undefined) return leadTo(context, reply, '/profile/phone');
  return requestCode(context, request, reply, {
    purpose: 'phone_change',
    to: step.to,
    send: (wish) => requestPhoneChange(context.phoneChanges, caller, wish),
    earlier: step,
    next: undefined,
    action: '/profile/phone/resend',
    fields: { step: field(request, 'step') },
    notice: 'code_sent',
    refuse: (refusal) =>
      needsRecentSignIn(refusal)
        ? leadToReauthentication(context, reply, 'phone')
        : sendCodePage(context, request, reply, { step, ...resendRefused(refusedOf(refusal, request)) }),
  });
}

async function showNewNumberCode(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  await requireCaller(context, request);
  const step = takeStep(context, request, 'phone_change');
  if (step === undefined) return leadTo(context, reply, '/profile');
  return sendCodePage(context, request, reply, { step, notice: takeNotice(context, request, reply) });
}

async function enterNewNumberCode(context: PageContext, request: FastifyRequest, reply: FastifyReply) {
  const caller = await requireCaller(context, request);
  const step = takeStep(context, request, 'phone_change');
  if (step === undefined) return leadTo(context, reply, '/profile/phone');
  const origin = deviceOf(context, request, reply);
  const { problem } = await attempt(async () =>
    confirmPhoneChange(context.phoneChanges, caller, {
      phoneNumber: step.to,
      code: typedCode(request),
      challengeId: context.needsChallengeId ? step.challengeId : undefined,
      origin,
      locale: request.locale,
    }),
  );
  if (problem !== undefined && needsRecentSignIn(problem)) {
    return leadToReauthentication(context, reply, 'phone');
  }
  if (problem !== undefined) {
    return sendCodePage(context, request, reply, { step, fault: faultOf(problem, request.say) });
  }
  context.cookies.clear(reply, 'step');
  return leadTo(context, reply, '/profile', 'phone_changed');
}

function sendNumberForm(
  request: FastifyRequest,
  reply: FastifyReply,
  typed?: string,
  { fault, received }: Refused = {},
): FastifyReply {
  const wrong = fault ?? received?.fault;
  const { say } = request;
  if (wrong?.retryAfterSeconds !== undefined) reply.header('retry-after', wrong.retryAfterSeconds);
  return sendPage(reply.code(wrong?.status ?? 200), {
    reader: readerOf(request),
    title: say('phone_change.title'),
    shape: 'narrow',
    ownHeading: true,
    hasError: wrong !== undefined,
    path: '/profile/phone',
    actions: signOutButton(say),
    body: html`<div class="card stack">
<h1>${say('phone_change.title')}</h1>
<p>${say('phone_change.intro')}</p>
<form class="stack" method="post" action="/profile/phone" novalidate>
${textField({
  name: 'phone_number',
  label: say('phone_change.phone'),
  value: typed,
  error: fault?.sentence,
  attributes: html`type="tel" autocomplete="tel" required${!fault && !received && html` autofocus`}`,
})}
${suggestedNumbers(fault)}
${retryLine(fault, say, 'send')}
<button class="button primary wide" id="send">${say('phone_change.send')}</button>
</form>
${suggestionForm(fault, '/profile/phone')}
${received && receivedCodesForm({ say, action: '/profile/phone', held: { phone_number: typed ?? '' }, fault: received.fault })}
<p><a href="/profile">${say('phone_change.back')}</a></p>
</div>`,
  });
}
