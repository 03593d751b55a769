import type { FastifyRequest } from 'fastify';
import { fieldProblem, type Problem } from '../../http/index.ts';
import type { Say } from '../../i18n/index.ts';
import { parseTypedCode } from '../../lib/typed-code.ts';
import { type Html, html } from '../../ui/index.ts';
import { textField } from '../parts/field.ts';
import { field } from '../parts/form.ts';
import { type Fault, faultOf, retryLine } from '../parts/form-error.ts';

const names = ['received_code_1', 'received_code_2'] as const;

/** What a page shows of a sending that was refused. */
export interface Refused {
  /** Why the sending was refused. */
  readonly fault?: Fault;
  /** The form for received codes, where they can help, with its error. */
  readonly received?: { readonly fault?: Fault };
}

/** The two codes as typed, to be sent again; none when there was no field for them. */
export function heldReceivedCodes(request: FastifyRequest): Record<string, string> {
  const typed = names.map((name) => [name, field(request, name)] as const);
  return typed.every(([, text]) => text === '') ? {} : Object.fromEntries(typed);
}

/** The two codes, if any were typed. Throws a Problem when they are missing or invalid. */
export function typedReceivedCodes(request: FastifyRequest): readonly string[] | undefined {
  const texts = Object.values(heldReceivedCodes(request));
  if (texts.length === 0) return undefined;
  if (texts.includes('')) throw fieldProblem('received_codes', 'missing');
  const codes = texts.map(parseTypedCode).filter((code) => code !== undefined);
  if (codes.length < texts.length) throw fieldProblem('received_codes', 'wrong_form');
  return codes;
}

/** Where on the page a refusal belongs. */
export function refusedOf(problem: Problem, request: FastifyRequest): Refused {
  const fault = faultOf(problem, request.say);
  const { say } = request;
  const wereTyped = Object.keys(heldReceivedCodes(request)).length > 0;
  const { code } = problem.type;
  if (code === 'too_many_codes') {
    return wereTyped
      ? { fault: { ...fault, sentence: say('received_codes.used_up') } }
      : { fault, received: {} };
  }
  const isTheirs = problem.errors?.[0]?.field === 'received_codes';
  if (code === 'invalid_code')
    return { received: { fault: { ...fault, sentence: say('received_codes.wrong') } } };
  if (code === 'too_many_attempts' || isTheirs) return { received: { fault } };
  return { fault };
}

interface ReceivedCodesForm {
  readonly say: Say;
  readonly action: string;
  /** What else the form sends. */
  readonly held: Readonly<Record<string, string>>;
  readonly fault: Fault | undefined;
}

/** Asks for the last two codes, to get one more. */
export function receivedCodesForm({ say, action, held, fault }: ReceivedCodesForm): Html {
  const digits = html`type="text" inputmode="numeric" autocomplete="off" spellcheck="false" dir="ltr" required`;
  const [last, before] = names;
  return html`<form class="stack" method="post" action="${action}" novalidate>
${Object.entries(held).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p id="received-why">${say('received_codes.why')}</p>
${textField({ name: last, label: say('received_codes.last'), error: fault?.sentence, attributes: digits })}
${textField({
  name: before,
  label: say('received_codes.before'),
  attributes: html`${digits}${fault && html` aria-invalid="true" aria-describedby="${last}-error"`}`,
})}
${retryLine(fault, say, 'send-received')}
<button class="button wide" id="send-received" aria-describedby="received-why">${say('received_codes.send')}</button>
</form>`;
}
