import type { Locale, Say, Texts } from '../i18n/index.ts';
import { type Html, html } from './html.ts';
import { mark } from './logo.ts';
import type { Reader } from './reader.ts';
import type { Theme } from './theme.ts';

export interface Page {
  readonly reader: Reader;
  readonly title: string;
  readonly body: Html;
  /** `narrow` for one form, `text` for reading; otherwise as wide as the frame. */
  readonly shape?: 'narrow' | 'text';
  /** Whether the title says that something must be corrected. */
  readonly hasError?: boolean;
  /** The title is on the page already, in the body. */
  readonly ownHeading?: boolean;
  /** Where a change of language leads back to, if this page answers a form. */
  readonly path?: string;
  /** Beside the language switch, such as the sign-out button. */
  readonly actions?: Html;
  /** Seconds after which the page reloads where there is no script. */
  readonly refreshSeconds?: number | undefined;
}

const ownMark = html`<svg viewBox="0 0 32 32" aria-hidden="true">${mark('currentColor', 'var(--paper)')}</svg>`;

/** The whole document of a page: frame, skip link, language switch, the operator's name and links. */
export function layOut(page: Page, theme: Theme, texts: Texts, path: string): string {
  const { reader, title, shape, actions, refreshSeconds } = page;
  const { locale, say } = reader;
  const { branding, style, script, icon, logo } = theme;
  return html`<!doctype html>
<html lang="${locale}" dir="${say('language.direction')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#f6f7f4" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#111413" media="(prefers-color-scheme: dark)">
<title>${page.hasError ? say('layout.error_title', { title }) : title} · ${branding.name}</title>
<link rel="icon" type="image/svg+xml" href="${icon.address}">
<link rel="stylesheet" href="${style.address}">
<script type="module" src="${script.address}"></script>
${refreshSeconds && html`<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>`}
</head>
<body>
<a class="skip unseen" href="#main">${say('layout.skip')}</a>
<header class="top">
<a class="brand" href="/">${logo ? html`<img src="${logo.address}" alt="">` : ownMark}${branding.name}</a>
<div class="top-actions">
<form method="post" action="/language"><input type="hidden" name="back" value="${path}">${otherLanguages(texts, locale)}</form>
${actions}
</div>
</header>
<main id="main"${shape && html` class="${shape}"`}>
${!page.ownHeading && html`<h1>${title}</h1>`}
${page.body}
<p id="status" class="unseen" role="status"></p>
</main>
${links(branding, say)}
</body>
</html>
`.text;
}

function links({ termsUrl, privacyUrl }: Theme['branding'], say: Say): Html | undefined {
  if (termsUrl === undefined && privacyUrl === undefined) return undefined;
  return html`<footer class="bottom">
${termsUrl && html`<a href="${termsUrl}">${say('layout.terms')}</a>`}
${privacyUrl && html`<a href="${privacyUrl}">${say('layout.privacy')}</a>`}
</footer>`;
}

function otherLanguages(texts: Texts, own: Locale): Html[] {
  return texts.locales
    .filter((locale) => locale !== own)
    .map(
      (locale) =>
        html`<button class="button bare" name="locale" value="${locale}" lang="${locale}">${texts.in(locale)('language.name')}</button>`,
    );
}
