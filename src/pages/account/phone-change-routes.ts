import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type CodeRequest, signInProblems } from '../../codes/index.ts';
import { type Caller, fieldProblem, Problem, readerOf, sendPage } from '../../http/index.ts';
import { parsePhoneNumber } from '../../lib/phone-number.ts';
import { confirmPhoneChange, requestPhoneChange } from '../../phone-change/index.ts';
import { html } from '../../ui/index.ts';
import { deviceOf, leadTo, type PageContext, requireVisitor, takeNotice } from '../context.ts';
import { textField } from '../parts/field.ts';
import { field } from '../parts/form.ts';
import { attempt, faultOf, retryLine } from '../parts/form-error.ts';
import { signOutButton } from '../parts/sign-out-button.ts';
import { resendRefused, sendCodePage, takeStep } from '../sign-in/code-step.ts';
import { type Refused, receivedCodesForm, refusedOf } from '../sign-in/received-codes.ts';
import { requestCode } from '../sign-in/request-code.ts';
import { typedCode } from '../sign-in/typed-code.ts';
import { isFresh, leadToFresh, needsFresh } from './reauthentication-routes.ts';

/** Moving to another number: the number, then its code. */
export function phoneChangePages(app: FastifyInstance, context: PageContext): void {
  const { cookies, phoneChanges, region } = context;

  function sendForm(request: FastifyRequest, reply: FastifyReply, typed?: string, refused: Refused = {}) {
    const { fault, received } = refused;
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
      actions: signOutButton(request.say),
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
${retryLine(fault, say, 'send')}
<button class="button primary wide" id="send">${say('phone_change.send')}</button>
</form>
${received && receivedCodesForm({ say, action: '/profile/phone', held: { phone_number: typed ?? '' }, fault: received.fault })}
<p><a href="/profile">${say('phone_change.back')}</a></p>
</div>`,
    });
  }

  const sendCodeBy = (caller: Caller) => (wish: Omit<CodeRequest, 'purpose'>) =>
    requestPhoneChange(phoneChanges, caller, wish);

  app.get('/profile/phone', async (request, reply) => {
    const caller = await requireVisitor(context, request);
    return isFresh(context, caller) ? sendForm(request, reply) : leadToFresh(context, reply, 'phone');
  });

  app.post('/profile/phone', async (request, reply) => {
    const caller = await requireVisitor(context, request);
    const text = field(request, 'phone_number');
    const { value: to, problem } = await attempt(async () => {
      if (text === '') throw fieldProblem('phone_number', 'missing');
      const parsed = parsePhoneNumber(text, region);
      if (parsed === undefined) throw new Problem(signInProblems.invalid_phone_number);
      return parsed;
    });
    if (problem !== undefined)
      return sendForm(request, reply, text, { fault: faultOf(problem, request.say) });
    return requestCode(context, request, reply, {
      purpose: 'phone_change',
      to,
      send: sendCodeBy(caller),
      earlier: takeStep(context, request, 'phone_change'),
      next: undefined,
      action: '/profile/phone',
      fields: { phone_number: text },
      refuse: (refusal) =>
        needsFresh(refusal)
          ? leadToFresh(context, reply, 'phone')
          : sendForm(request, reply, text, refusedOf(refusal, request)),
    });
  });

  app.get('/profile/phone/code', async (request, reply) => {
    await requireVisitor(context, request);
    const step = takeStep(context, request, 'phone_change');
    if (step === undefined) return leadTo(context, reply, '/profile');
    return sendCodePage(context, request, reply, step, { notice: takeNotice(context, request, reply) });
  });

  app.get('/profile/phone/resend', async (_request, reply) => leadTo(context, reply, '/profile/phone/code'));

  app.post('/profile/phone/resend', async (request, reply) => {
    const caller = await requireVisitor(context, request);
    const step = takeStep(context, request, 'phone_change');
    if (step === undefined) return leadTo(context, reply, '/profile/phone');
    return requestCode(context, request, reply, {
      purpose: 'phone_change',
      to: step.to,
      send: sendCodeBy(caller),
      earlier: step,
      next: undefined,
      action: '/profile/phone/resend',
      fields: { step: field(request, 'step') },
      notice: 'code_sent',
      refuse: (refusal) =>
        needsFresh(refusal)
          ? leadToFresh(context, reply, 'phone')
          : sendCodePage(context, request, reply, step, resendRefused(refusedOf(refusal, request))),
    });
  });

  app.post('/profile/phone/code', async (request, reply) => {
    const caller = await requireVisitor(context, request);
    const step = takeStep(context, request, 'phone_change');
    if (step === undefined) return leadTo(context, reply, '/profile/phone');
    const origin = deviceOf(context, request, reply);
    const { problem } = await attempt(async () => {
      await confirmPhoneChange(phoneChanges, caller, {
        phoneNumber: step.to,
        code: typedCode(request),
        challengeId: context.needsChallengeId ? step.challengeId : undefined,
        origin,
        locale: request.locale,
      });
    });
    if (problem !== undefined && needsFresh(problem)) return leadToFresh(context, reply, 'phone');
    if (problem !== undefined) {
      return sendCodePage(context, request, reply, step, { fault: faultOf(problem, request.say) });
    }
    cookies.clear(reply, 'step');
    return leadTo(context, reply, '/profile', 'phone_changed');
  });
}
