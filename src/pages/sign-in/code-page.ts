import type { Say } from '../../i18n/index.ts';
import { countdown, type Html, html } from '../../ui/index.ts';
import { textField } from '../parts/field.ts';
import { type Fault, retryLine } from '../parts/form-error.ts';
import { type Notice, noticeLine } from '../parts/notice.ts';
import { shownNumber } from '../parts/number.ts';
import { type Refused, receivedCodesForm } from './received-codes.ts';
import type { Step } from './step.ts';

export interface CodePage {
  readonly say: Say;
  readonly step: Step;
  /** The step, sealed, so that each tab goes on with its own number. */
  readonly sealedStep: string;
  readonly now: number;
  readonly notice?: Notice | undefined;
  readonly fault?: Fault | undefined;
  /** Why a new code was refused. */
  readonly resendFault?: Fault | undefined;
  /** The form for received codes, where they can bring another code. */
  readonly received?: Refused['received'];
  readonly isDevelopment: boolean;
}

/** Where the forms of each purpose go. */
export const codePaths = {
  sign_in: { code: '/sign-in/code', resend: '/sign-in/resend', change: '/' },
  phone_change: { code: '/profile/phone/code', resend: '/profile/phone/resend', change: '/profile/phone' },
} as const;

/** The second step: the code that was sent. */
export function codeBody(page: CodePage): Html {
  const { say, step, fault } = page;
  const paths = codePaths[step.purpose];
  return html`${noticeLine(page.notice, say)}
<div class="card stack">
<div class="tight"><h1>${say('code.title')}</h1>
<p class="quiet">${say.parts('code.sent_to', { number: shownNumber(step.to) })}</p>
<p><a href="${paths.change}">${say('code.change')}</a></p></div>
<form class="stack" method="post" action="${paths.code}" novalidate>
<input type="hidden" name="step" value="${page.sealedStep}">
${textField({
  name: 'code',
  label: say('code.code'),
  error: fault?.sentence,
  attributes: html`class="code-field" type="text" inputmode="numeric" autocomplete="one-time-code" spellcheck="false" dir="ltr" required${!fault && !page.received?.fault && html` autofocus`}`,
})}
${retryLine(fault, say, 'confirm')}
<button class="button primary wide" id="confirm">${step.purpose === 'sign_in' ? say('code.confirm') : say('code.confirm_change')}</button>
</form>
${resendForm(page)}
${
  page.received &&
  receivedCodesForm({
    say,
    action: paths.resend,
    held: { step: page.sealedStep },
    fault: page.received.fault,
  })
}
${page.isDevelopment && html`<p class="quiet small">${say.parts('code.inbox', { inbox: html`<a href="/dev/inbox" target="_blank">${say('code.inbox_link')}</a>` })}</p>`}
</div>`;
}

function resendForm({ say, step, sealedStep, now, resendFault }: CodePage): Html {
  const seconds = Math.ceil((step.resendAt - now) / 1000);
  const line =
    seconds > 0 &&
    countdown({ seconds, say, waiting: 'code.resend_in', done: 'code.resend_now', holds: 'resend' });
  return html`<form class="tight" method="post" action="${codePaths[step.purpose].resend}">
<input type="hidden" name="step" value="${sealedStep}">
${resendFault && html`<p class="error" id="resend-error" role="alert">${resendFault.sentence}</p>`}
${resendFault?.retryAfterSeconds === undefined ? line : retryLine(resendFault, say, 'resend')}
<button class="button wide" id="resend"${resendFault && html` aria-describedby="resend-error"`}>${say('code.resend')}</button>
</form>`;
}
