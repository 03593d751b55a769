import type { FastifyRequest } from 'fastify';
import { signInProblems } from '../../codes/index.ts';
import { fieldProblem, Problem } from '../../http/index.ts';
import { type Locale, speech } from '../../i18n/index.ts';
import { type Html, html } from '../../ui/index.ts';
import { textField } from '../parts/field.ts';
import { field } from '../parts/form.ts';
import { type Fault, faultOf, retryLine } from '../parts/form-error.ts';

const say = speech({
  why: {
    en: 'Is the phone with you? Enter the last two codes that came to it, and it gets a new one. They may have expired.',
    ru: 'Телефон у вас? Введите два последних пришедших кода, и на него придёт новый. Подойдут и те, что уже не действуют.',
  },
  last: { en: 'The last code', ru: 'Последний код' },
  before: { en: 'The code before it', ru: 'Предпоследний код' },
  send: { en: 'Send one more code', ru: 'Прислать ещё один код' },
  wrong: {
    en: 'These are not the last two codes that came to this number.',
    ru: 'Это не два последних кода, пришедших на этот номер.',
  },
  usedUp: {
    en: 'No more codes can be sent to this number for now.',
    ru: 'Больше кодов на этот номер пока отправить нельзя.',
  },
});

const names = ['received_code_1', 'received_code_2'] as const;

/** What a page shows of a sending that was refused. */
export interface Refused {
  /** What is wrong with the sending itself. */
  readonly fault?: Fault;
  /** The form for received codes, where they can help; with what is wrong with them. */
  readonly received?: { readonly fault?: Fault };
}

/** The two codes as they were typed, to be sent again; none when there was no field for them. */
export function heldReceivedCodes(request: FastifyRequest): Record<string, string> {
  const typed = names.map((name) => [name, field(request, name)] as const);
  return typed.every(([, text]) => text === '') ? {} : Object.fromEntries(typed);
}

/** The two codes, if any were typed, without what people put between the digits; throws what is wrong with them. */
export function typedReceivedCodes(request: FastifyRequest): readonly string[] | undefined {
  const texts = Object.values(heldReceivedCodes(request)).map((text) => text.replace(/[\s\u00a0-]/g, ''));
  if (texts.length === 0) return undefined;
  if (texts.includes('')) throw fieldProblem('received_codes', 'missing');
  if (!texts.every((text) => /^[0-9]{4,10}$/.test(text))) throw new Problem(signInProblems.invalid_code);
  return texts;
}

/** Where on the page a refusal belongs. */
export function refusedOf(problem: Problem, request: FastifyRequest): Refused {
  const fault = faultOf(problem, request.locale);
  const t = say(request.locale);
  const wereTyped = Object.keys(heldReceivedCodes(request)).length > 0;
  const { code } = problem.type;
  if (code === 'too_many_codes') {
    return wereTyped ? { fault: { ...fault, sentence: t.usedUp } } : { fault, received: {} };
  }
  const isTheirs = problem.errors?.[0]?.field === 'received_codes';
  if (code === 'invalid_code') return { received: { fault: { ...fault, sentence: t.wrong } } };
  if (code === 'too_many_attempts' || isTheirs) return { received: { fault } };
  return { fault };
}

interface ReceivedCodesForm {
  readonly locale: Locale;
  readonly action: string;
  /** What else the form sends. */
  readonly held: Readonly<Record<string, string>>;
  readonly fault: Fault | undefined;
}

/** Asks for the last two codes, to get one more. */
export function receivedCodesForm({ locale, action, held, fault }: ReceivedCodesForm): Html {
  const t = say(locale);
  const digits = html`type="text" inputmode="numeric" autocomplete="off" spellcheck="false" dir="ltr" required`;
  const [last, before] = names;
  return html`<form class="stack" method="post" action="${action}" novalidate>
${Object.entries(held).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p id="received-why">${t.why}</p>
${textField({ name: last, label: t.last, error: fault?.sentence, attributes: digits })}
${textField({
  name: before,
  label: t.before,
  attributes: html`${digits}${fault && html` aria-invalid="true" aria-describedby="${last}-error"`}`,
})}
${retryLine(fault, locale, 'send-received')}
<button class="button wide" id="send-received" aria-describedby="received-why">${t.send}</button>
</form>`;
}
