import type { Account } from '../../accounts/index.ts';
import { displayPhoneNumber } from '../../lib/phone-number.ts';
import { type Html, html, moment, type Reader } from '../../ui/index.ts';
import { textField } from '../parts/field.ts';
import type { Fault } from '../parts/form-error.ts';

/** A signed-in device, as the use case shows it. */
export interface DeviceLine {
  readonly id: string;
  readonly current: boolean;
  readonly device: string | null;
  readonly address: string;
  readonly lastUsedAt: number;
}

interface AccountCard {
  readonly account: Account;
  readonly devices: readonly DeviceLine[];
  readonly typedName: string | undefined;
  readonly nameFault: Fault | undefined;
}

/** Number, name, devices, data, and deleting the account. */
export function accountCard(card: AccountCard, reader: Reader): Html {
  const { account, devices, typedName, nameFault } = card;
  const { say } = reader;
  return html`<section class="card parts account" aria-labelledby="account-title">
<h2 id="account-title">${say('account.title')}</h2>
<div class="row between"><div><p class="quiet small">${say('account.number')}</p><p class="number" dir="ltr">${displayPhoneNumber(account.phoneNumber)}</p></div>
<a class="button small" href="/profile/phone" aria-label="${say('account.change_number')}">${say('account.change')}</a></div>
<form method="post" action="/profile/name" novalidate>
${textField({
  name: 'name',
  label: say('account.name'),
  value: typedName ?? account.name ?? undefined,
  hint: say('account.name_hint'),
  error: nameFault?.sentence,
  attributes: html`type="text" autocomplete="name" dir="auto"`,
  button: html`<button class="button">${say('account.save')}</button>`,
})}
</form>
<div class="tight">
<h3>${say('account.devices')}</h3>
<ul class="list">${devices.map((device) => deviceLine(device, reader))}
</ul>
${devices.length > 1 && html`<form method="post" action="/profile/devices/end-others"><button class="button small">${say('account.sign_out_others')}</button></form>`}
</div>
<div class="tight">
<h3>${say('account.data')}</h3>
<div class="row"><form method="post" action="/profile/export" data-stays><button class="button small">${say('account.download')}</button></form> <a class="button small danger" href="/profile/end">${say('account.delete')}</a></div>
</div>
</section>`;
}

function deviceLine({ id, current, device, address, lastUsedAt }: DeviceLine, reader: Reader): Html {
  const { say } = reader;
  const name = device?.replace(' on ', ' · ') ?? say('account.unknown');
  const lastUsed = say.parts('account.last_used', {
    address: html`<span dir="ltr">${address}</span>`,
    time: moment(lastUsedAt, reader),
  });
  return html`
<li><div><p>${name}${current && html` <span class="badge">${say('account.current')}</span>`}</p><p class="quiet small">${lastUsed}</p></div>
${!current && html`<form method="post" action="/profile/devices/end"><button class="button small" name="id" value="${id}" aria-label="${say('account.sign_out_device', { device: name })}">${say('account.sign_out')}</button></form>`}</li>`;
}
