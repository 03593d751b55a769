import type { Say } from '../../i18n/index.ts';
import type { InviteCode } from '../../lib/invite-code.ts';
import { type Html, html } from '../../ui/index.ts';
import { qrCode } from './qr.ts';

/** The account's own code: to read out, copy, share and scan. */
export function inviteCard(inviteCode: InviteCode, publicUrl: string, say: Say): Html {
  const link = `${publicUrl}/i/${inviteCode}`;
  const copy = (text: string, label: string) =>
    html`<button class="button ghost" type="button" data-copy="${text}" data-done="${say('invite.copied')}" hidden>${label}</button>`;
  return html`<section class="card hero invite" aria-labelledby="invite-title">
<div class="stack">
<h2 id="invite-title">${say('invite.title')}</h2>
<p><strong class="big-code" dir="ltr">${inviteCode}</strong></p>
<p><a class="address" href="${link}" dir="ltr">${link.replace(/^https?:\/\//, '')}</a></p>
<p class="row"><button class="button" type="button" data-share="${link}" data-text="${say('invite.shared', { inviteCode })}" hidden>${say('invite.share')}</button>${copy(inviteCode, say('invite.copy_code'))}${copy(link, say('invite.copy_link'))}</p>
</div>
<div class="qr">${qrCode(link, say('invite.qr'))}</div>
</section>`;
}
