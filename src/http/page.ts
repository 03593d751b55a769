import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { Html, html } from './html.ts';
import type { Locale } from './locale.ts';

export interface Page {
  readonly locale: Locale;
  readonly title: string;
  readonly body: Html;
  /** Seconds after which the page loads itself anew. */
  readonly refreshSeconds?: number;
}

const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--quiet:#57606a;--paper:#fff;--line:#d0d7de;--accent:#0550ae}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--quiet:#9198a1;--paper:#0d1117;--line:#30363d;--accent:#79c0ff}}
body{margin:0 auto;max-width:44rem;padding:2rem 1rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.5rem;line-height:1.25}a{color:var(--accent)}
table{width:100%;border-collapse:collapse}th,td{padding:.5rem .75rem .5rem 0;text-align:start;vertical-align:top;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--quiet)}code,.code{font-family:ui-monospace,monospace}.code{font-size:1.25rem;font-weight:600;letter-spacing:.1em}
.quiet{color:var(--quiet)}
`;
const styleHash = createHash('sha256').update(style).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Answers with a whole page, which asks nothing of any other host and runs no script. */
export function sendPage(reply: FastifyReply, { locale, title, body, refreshSeconds }: Page): FastifyReply {
  const refresh = refreshSeconds && html`<meta http-equiv="refresh" content="${refreshSeconds}">`;
  const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>${title} · Pozovi</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return reply
    .header('content-security-policy', policy)
    .header('content-language', locale)
    .type('text/html; charset=utf-8')
    .send(page.text);
}
