import type { ProblemType } from '../http/index.ts';
import { type Locale, speech, type Text } from '../i18n/index.ts';
import { type Html, html } from '../ui/index.ts';

export const allErrors: Text = { en: 'Errors', ru: 'Ошибки' };

const say = speech({
  all: allErrors,
  code: { en: 'Code', ru: 'Код' },
  status: { en: 'Status', ru: 'Статус' },
  title: { en: 'Title', ru: 'Название' },
  happened: { en: 'What happened', ru: 'Что случилось' },
  mend: { en: 'How to mend it', ru: 'Как исправить' },
  reference: { en: 'API reference', ru: 'Описание API' },
});

/** Every error that the service answers with, as a table. */
export function listBody(problems: readonly ProblemType[], locale: Locale): Html {
  const t = say(locale);
  return html`<div class="card scroll" tabindex="0" role="region" aria-label="${t.all}"><table>
<thead><tr><th scope="col">${t.code}</th><th scope="col">${t.status}</th><th scope="col">${t.title}</th></tr></thead>
<tbody>${problems.map(
    (type) => html`
<tr><td><a href="/docs/errors/${type.code}"><code>${type.code}</code></a></td><td>${type.status}</td><td>${type[locale][0]}</td></tr>`,
  )}
</tbody></table></div>`;
}

/** What happened and how to mend it. */
export function errorBody(type: ProblemType, locale: Locale): Html {
  const t = say(locale);
  const [, detail, mend] = type[locale];
  return html`<div class="card stack">
<p class="quiet"><code>${type.code}</code> · HTTP ${type.status}</p>
<h2>${t.happened}</h2>
<p>${detail}</p>
<h2>${t.mend}</h2>
<p>${mend}</p>
</div>
<p class="row below"><a class="button" href="/docs/errors">${t.all}</a> <a class="button" href="/docs">${t.reference}</a></p>`;
}
