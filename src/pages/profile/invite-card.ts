import { type Locale, speech } from '../../i18n/index.ts';
import type { InviteCode } from '../../lib/invite-code.ts';
import { type Html, html } from '../../ui/index.ts';
import { qrCode } from './qr.ts';

const say = speech({
  title: { en: 'Your invite code', ru: 'Ваш код приглашения' },
  copyCode: { en: 'Copy the code', ru: 'Скопировать код' },
  copyLink: { en: 'Copy the link', ru: 'Скопировать ссылку' },
  copied: { en: 'Copied', ru: 'Скопировано' },
  share: { en: 'Share', ru: 'Поделиться' },
  shared: { en: 'Here is my invitation', ru: 'Вот моё приглашение' },
  qr: { en: 'QR code of your link', ru: 'QR-код вашей ссылки' },
});

/** One's own code: to read out, to copy, to share and to scan. */
export function inviteCard(inviteCode: InviteCode, publicUrl: string, locale: Locale): Html {
  const t = say(locale);
  const link = `${publicUrl}/i/${inviteCode}`;
  const copy = (text: string, label: string) =>
    html`<button class="button ghost" type="button" data-copy="${text}" data-done="${t.copied}" hidden>${label}</button>`;
  return html`<section class="card hero invite" aria-labelledby="invite-title">
<div class="stack">
<h2 id="invite-title">${t.title}</h2>
<p><strong class="big-code" dir="ltr">${inviteCode}</strong></p>
<p><a class="address" href="${link}" dir="ltr">${link.replace(/^https?:\/\//, '')}</a></p>
<p class="row"><button class="button" type="button" data-share="${link}" data-text="${t.shared}: ${inviteCode}" hidden>${t.share}</button>${copy(inviteCode, t.copyCode)}${copy(link, t.copyLink)}</p>
</div>
<div class="qr">${qrCode(link, t.qr)}</div>
</section>`;
}
