import type { Problem } from '../../http/index.ts';
import { type Locale, speech } from '../../i18n/index.ts';
import { type Html, html } from '../../ui/index.ts';

const say = speech({
  title: { en: 'One moment', ru: 'Минутку' },
  intro: {
    en: 'We check that a browser asks, and not a program. Your device is doing a little work for it; the code is sent by itself afterwards.',
    ru: 'Проверяем, что код просит браузер, а не программа. Устройство немного посчитает, и код отправится сам.',
  },
  working: { en: 'Working…', ru: 'Считаем…' },
  failed: {
    en: 'This browser could not do it. Try another browser or another network.',
    ru: 'Этот браузер не справился. Попробуйте другой браузер или другую сеть.',
  },
  noScript: {
    en: 'This needs JavaScript. Switch it on, or try again later or from another network.',
    ru: 'Для этого нужен JavaScript. Включите его или попробуйте позже либо из другой сети.',
  },
  back: { en: 'Back', ru: 'Назад' },
});

interface ProofPage {
  readonly locale: Locale;
  /** Where the form goes that was held up, and what it said. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly back: string;
}

export const proofTitle = (locale: Locale) => say(locale).title;

/** Asks the browser for a proof of work; the page's script finds it and sends the form again. */
export function proofBody({ extensions }: Problem, { locale, action, fields, back }: ProofPage): Html {
  const t = say(locale);
  return html`<div class="card stack">
<h1>${t.title}</h1>
<p>${t.intro}</p>
<noscript><p class="error">${t.noScript}</p></noscript>
<form method="post" action="${action}" data-challenge="${JSON.stringify(extensions?.challenge)}" data-failed="${t.failed}" hidden>
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<input type="hidden" name="proof">
<p role="status" class="quiet">${t.working}</p>
</form>
<p><a href="${back}">${t.back}</a></p>
</div>`;
}
