import type { ProblemType } from '../http/index.ts';
import { type Html, html, type Reader } from '../ui/index.ts';

/** Every error that the service answers with, as a table. */
export function listBody(problems: readonly ProblemType[], { say }: Reader): Html {
  return html`<div class="card scroll" tabindex="0" role="region" aria-label="${say('errors.all')}"><table>
<thead><tr><th scope="col">${say('errors.code')}</th><th scope="col">${say('errors.status')}</th><th scope="col">${say('errors.title')}</th></tr></thead>
<tbody>${problems.map(
    (type) => html`
<tr><td><a href="/docs/errors/${type.code}"><code>${type.code}</code></a></td><td>${type.status}</td><td>${say(`problem.${type.code}.title`)}</td></tr>`,
  )}
</tbody></table></div>`;
}

/** What happened and how to fix it. */
export function errorBody({ code, status }: ProblemType, { say }: Reader): Html {
  return html`<div class="card stack">
<p class="quiet"><code>${code}</code> · HTTP ${status}</p>
<h2>${say('errors.happened')}</h2>
<p>${say(`problem.${code}.detail`)}</p>
<h2>${say('errors.fix')}</h2>
<p>${say(`problem.${code}.fix`)}</p>
</div>
<p class="row below"><a class="button" href="/docs/errors">${say('errors.all')}</a> <a class="button" href="/docs">${say('errors.reference')}</a></p>`;
}
