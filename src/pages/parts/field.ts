import { type Html, html } from '../../ui/index.ts';

interface TextField {
  readonly name: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly hint?: string | undefined;
  /** Why the input was refused. */
  readonly error?: string | undefined;
  readonly attributes?: Html;
  /** A button in the same line. */
  readonly button?: Html;
}

/** A labelled input. The error stands between label and input, and is tied to the input. */
export function textField({ name, label, value, hint, error, attributes, button }: TextField): Html {
  const describedBy = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  const input = html`<input id="${name}" name="${name}" value="${value}"${describedBy !== '' && html` aria-describedby="${describedBy}"`}${error && html` aria-invalid="true" autofocus`} ${attributes}>`;
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error && html`<p class="error" id="${name}-error" role="alert">${error}</p>`}
${button ? html`<div class="joined">${input}${button}</div>` : input}
</div>`;
}
