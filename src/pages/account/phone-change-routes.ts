import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { signInProblems } from '../../codes/index.ts';
import { type Caller, fieldProblem, Problem, sendPage } from '../../http/index.ts';
import { speech } from '../../i18n/index.ts';
import { parsePhoneNumber } from '../../lib/phone-number.ts';
import { html } from '../../ui/index.ts';
import { deviceOf, leadTo, type PageContext, requireVisitor, takeNotice } from '../context.ts';
import { textField } from '../parts/field.ts';
import { field } from '../parts/form.ts';
import { attempt, type Fault, faultOf, retryLine } from '../parts/form-error.ts';
import { signOutButton } from '../parts/sign-out-button.ts';
import { resendRefused, sendCodePage, takeStep } from '../sign-in/code-step.ts';
import { type Refused, receivedCodesForm, refusedOf } from '../sign-in/received-codes.ts';
import { requestCode } from '../sign-in/request-code.ts';
import { typedCode } from '../sign-in/typed-code.ts';
import { isFresh, leadToFresh, needsFresh } from './reauthentication-routes.ts';

const say = speech({
  title: { en: 'New phone number', ru: 'Новый номер телефона' },
  intro: {
    en: 'We will send a code to the new number. Your invite code and the people you invited stay, and your other devices are signed out.',
    ru: 'Отправим код на новый номер. Код приглашения и приглашённые останутся, другие устройства будут отключены.',
  },
  phone: { en: 'New number', ru: 'Новый номер' },
  own: { en: 'This is your number already.', ru: 'Это и так ваш номер.' },
  send: { en: 'Get a code', ru: 'Получить код' },
  back: { en: 'To the profile', ru: 'К профилю' },
});

/** Moving to another number: the number, then its code. */
export function phoneChangePages(app: FastifyInstance, context: PageContext): void {
  const { cookies, phoneChange, region } = context;

  function sendForm(request: FastifyRequest, reply: FastifyReply, typed?: string, refused: Refused = {}) {
    const { fault, received } = refused;
    const wrong = fault ?? received?.fault;
    const { locale } = request;
    const t = say(locale);
    if (wrong?.retryAfterSeconds !== undefined) reply.header('retry-after', wrong.retryAfterSeconds);
    return sendPage(reply.code(wrong?.status ?? 200), {
      locale,
      title: t.title,
      shape: 'narrow',
      ownHeading: true,
      hasError: wrong !== undefined,
      path: '/profile/phone',
      actions: signOutButton(locale),
      body: html`<div class="card stack">
<h1>${t.title}</h1>
<p>${t.intro}</p>
<form class="stack" method="post" action="/profile/phone" novalidate>
${textField({
  name: 'phone_number',
  label: t.phone,
  value: typed,
  error: fault?.sentence,
  attributes: html`type="tel" autocomplete="tel" required${!fault && !received && html` autofocus`}`,
})}
${retryLine(fault, locale, 'send')}
<button class="button primary wide" id="send">${t.send}</button>
</form>
${received && receivedCodesForm({ locale, action: '/profile/phone', held: { phone_number: typed ?? '' }, fault: received.fault })}
<p><a href="/profile">${t.back}</a></p>
</div>`,
    });
  }

  function describe(problem: Problem, request: FastifyRequest): Fault {
    const fault = faultOf(problem, request.locale);
    const isOwn = problem.errors?.[0]?.code === 'wrong_value';
    return isOwn ? { ...fault, sentence: say(request.locale).own } : fault;
  }

  const describeSending = (problem: Problem, request: FastifyRequest): Refused => {
    const isOwn = problem.errors?.[0]?.code === 'wrong_value';
    return isOwn ? { fault: describe(problem, request) } : refusedOf(problem, request);
  };

  const sendCodeBy = (caller: Caller) => (wish: Parameters<typeof phoneChange.request>[1]) =>
    phoneChange.request(caller, wish);

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
    if (problem !== undefined) return sendForm(request, reply, text, { fault: describe(problem, request) });
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
          : sendForm(request, reply, text, describeSending(refusal, request)),
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
          : sendCodePage(context, request, reply, step, resendRefused(describeSending(refusal, request))),
    });
  });

  app.post('/profile/phone/code', async (request, reply) => {
    const caller = await requireVisitor(context, request);
    const step = takeStep(context, request, 'phone_change');
    if (step === undefined) return leadTo(context, reply, '/profile/phone');
    const origin = deviceOf(context, request, reply);
    const { problem } = await attempt(async () => {
      const guess = {
        phoneNumber: step.to,
        code: typedCode(request, step),
        challengeId: context.needsChallengeId ? step.challengeId : undefined,
        origin,
      };
      await phoneChange.confirm(caller, guess, request.locale);
    });
    if (problem !== undefined && needsFresh(problem)) return leadToFresh(context, reply, 'phone');
    if (problem !== undefined) {
      return sendCodePage(context, request, reply, step, { fault: describe(problem, request) });
    }
    cookies.clear(reply, 'step');
    return leadTo(context, reply, '/profile', 'phone_changed');
  });
}
