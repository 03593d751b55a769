import type { Problem } from '../../http/index.ts';
import type { Say } from '../../i18n/index.ts';
import { type Html, html } from '../../ui/index.ts';

interface ProofPage {
  readonly say: Say;
  /** The action and fields of the form that was held up. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly back: string;
}

/** Asks the browser for a proof of work. The script solves it and sends the form again. */
export function proofBody({ extensions }: Problem, { say, action, fields, back }: ProofPage): Html {
  return html`<div class="card stack">
<h1>${say('proof.title')}</h1>
<p>${say('proof.intro')}</p>
<noscript><p class="error">${say('proof.no_script')}</p></noscript>
<form method="post" action="${action}" data-challenge="${JSON.stringify(extensions?.challenge)}" data-failed="${say('proof.failed')}" hidden>
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<input type="hidden" name="proof">
<p role="status" class="quiet">${say('proof.working')}</p>
</form>
<p><a href="${back}">${say('proof.back')}</a></p>
</div>`;
}
