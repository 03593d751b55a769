import { type Locale, speech } from '../../i18n/index.ts';
import { displayPhoneNumber } from '../../lib/phone-number.ts';
import { countdown, type Html, html } from '../../ui/index.ts';
import { textField } from '../parts/field.ts';
import { type Fault, retryLine } from '../parts/form-error.ts';
import { type Notice, noticeLine } from '../parts/notice.ts';
import { type Refused, receivedCodesForm } from './received-codes.ts';
import type { Step } from './step.ts';

const say = speech({
  title: { en: 'Enter the code', ru: 'Введите код' },
  sentTo: { en: 'It was sent to', ru: 'Он отправлен на номер' },
  change: { en: 'Change the number', ru: 'Изменить номер' },
  code: { en: 'Code from the message', ru: 'Код из сообщения' },
  confirm: { en: 'Sign in', ru: 'Войти' },
  confirmChange: { en: 'Confirm the new number', ru: 'Подтвердить новый номер' },
  resend: { en: 'Send a new code', ru: 'Отправить новый код' },
  resendIn: { en: 'A new code can be sent in', ru: 'Новый код можно отправить через' },
  resendNow: { en: 'A new code can be sent now.', ru: 'Новый код можно отправить.' },
  inbox: { en: 'Development: the message is in the', ru: 'Разработка: сообщение лежит во' },
  inboxLink: { en: 'inbox', ru: 'входящих' },
});

export interface CodePage {
  readonly locale: Locale;
  readonly step: Step;
  /** The step, sealed, so that each tab goes on with its own number. */
  readonly sealedStep: string;
  readonly now: number;
  readonly notice?: Notice | undefined;
  readonly fault?: Fault | undefined;
  /** What the new code was refused for, when one was asked for. */
  readonly resendFault?: Fault | undefined;
  /** The form for received codes, when they may get another one. */
  readonly received?: Refused['received'];
  readonly isDevelopment: boolean;
}

/** Where the forms of each purpose go. */
export const codePaths = {
  sign_in: { code: '/sign-in/code', resend: '/sign-in/resend', change: '/' },
  phone_change: { code: '/profile/phone/code', resend: '/profile/phone/resend', change: '/profile/phone' },
} as const;

export const codeTitle = (locale: Locale) => say(locale).title;

/** The second step: the code that was sent. */
export function codeBody(page: CodePage): Html {
  const { locale, step, fault } = page;
  const t = say(locale);
  const paths = codePaths[step.purpose];
  return html`${noticeLine(page.notice, locale)}
<div class="card stack">
<div class="tight"><h1>${t.title}</h1>
<p class="quiet">${t.sentTo} <strong class="number" dir="ltr">${displayPhoneNumber(step.to)}</strong></p>
<p><a href="${paths.change}">${t.change}</a></p></div>
<form class="stack" method="post" action="${paths.code}" novalidate>
<input type="hidden" name="step" value="${page.sealedStep}">
${textField({
  name: 'code',
  label: t.code,
  error: fault?.sentence,
  attributes: html`class="code-field" type="text" inputmode="numeric" autocomplete="one-time-code" spellcheck="false" dir="ltr" required${!fault && !page.received?.fault && html` autofocus`}`,
})}
${retryLine(fault, locale, 'confirm')}
<button class="button primary wide" id="confirm">${step.purpose === 'sign_in' ? t.confirm : t.confirmChange}</button>
</form>
${resendForm(page)}
${
  page.received &&
  receivedCodesForm({
    locale,
    action: paths.resend,
    held: { step: page.sealedStep },
    fault: page.received.fault,
  })
}
${page.isDevelopment && html`<p class="quiet small">${t.inbox} <a href="/dev/inbox" target="_blank">${t.inboxLink}</a>.</p>`}
</div>`;
}

function resendForm({ locale, step, sealedStep, now, resendFault }: CodePage): Html {
  const t = say(locale);
  const seconds = Math.ceil((step.resendAt - now) / 1000);
  const line = seconds > 0 && countdown({ seconds, before: t.resendIn, done: t.resendNow, holds: 'resend' });
  return html`<form class="tight" method="post" action="${codePaths[step.purpose].resend}">
<input type="hidden" name="step" value="${sealedStep}">
${resendFault && html`<p class="error" id="resend-error" role="alert">${resendFault.sentence}</p>`}
${resendFault?.retryAfterSeconds === undefined ? line : retryLine(resendFault, locale, 'resend')}
<button class="button wide" id="resend"${resendFault && html` aria-describedby="resend-error"`}>${t.resend}</button>
</form>`;
}
