import type { Account } from '../../accounts/index.ts';
import { speech } from '../../i18n/index.ts';
import { displayPhoneNumber } from '../../lib/phone-number.ts';
import { type Html, html, moment, type Reader } from '../../ui/index.ts';
import { textField } from '../parts/field.ts';
import type { Fault } from '../parts/form-error.ts';

const say = speech({
  title: { en: 'Account', ru: 'Аккаунт' },
  number: { en: 'Phone number', ru: 'Номер телефона' },
  change: { en: 'Change', ru: 'Изменить' },
  changeNumber: { en: 'Change the phone number', ru: 'Изменить номер телефона' },
  name: { en: 'Name', ru: 'Имя' },
  nameHint: { en: 'Whoever invited you sees it.', ru: 'Его видит тот, кто вас пригласил.' },
  save: { en: 'Save', ru: 'Сохранить' },
  devices: { en: 'Devices', ru: 'Устройства' },
  unknown: { en: 'Unknown device', ru: 'Неизвестное устройство' },
  current: { en: 'this device', ru: 'это устройство' },
  lastUsed: { en: 'last used', ru: 'активность' },
  end: { en: 'Sign out', ru: 'Отключить' },
  endOthers: { en: 'Sign out all other devices', ru: 'Отключить все другие устройства' },
  data: { en: 'Your data', ru: 'Ваши данные' },
  download: { en: 'Download my data', ru: 'Скачать мои данные' },
  endAccount: { en: 'End my account', ru: 'Удалить аккаунт' },
});

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

/** Number, name, devices, one's data, and the end. */
export function accountCard(card: AccountCard, reader: Reader): Html {
  const { account, devices, typedName, nameFault } = card;
  const t = say(reader.locale);
  return html`<section class="card parts account" aria-labelledby="account-title">
<h2 id="account-title">${t.title}</h2>
<div class="row between"><div><p class="quiet small">${t.number}</p><p class="number" dir="ltr">${displayPhoneNumber(account.phoneNumber)}</p></div>
<a class="button small" href="/profile/phone" aria-label="${t.changeNumber}">${t.change}</a></div>
<form method="post" action="/profile/name" novalidate>
${textField({
  name: 'name',
  label: t.name,
  value: typedName ?? account.name ?? undefined,
  hint: t.nameHint,
  error: nameFault?.sentence,
  attributes: html`type="text" autocomplete="name" dir="auto"`,
  button: html`<button class="button">${t.save}</button>`,
})}
</form>
<div class="tight">
<h3>${t.devices}</h3>
<ul class="list">${devices.map((device) => deviceLine(device, reader))}
</ul>
${devices.length > 1 && html`<form method="post" action="/profile/devices/end-others"><button class="button small">${t.endOthers}</button></form>`}
</div>
<div class="tight">
<h3>${t.data}</h3>
<div class="row"><form method="post" action="/profile/export" data-stays><button class="button small">${t.download}</button></form> <a class="button small danger" href="/profile/end">${t.endAccount}</a></div>
</div>
</section>`;
}

function deviceLine({ id, current, device, address, lastUsedAt }: DeviceLine, reader: Reader): Html {
  const t = say(reader.locale);
  const name = device?.replace(' on ', ' · ') ?? t.unknown;
  return html`
<li><div><p>${name}${current && html` <span class="badge">${t.current}</span>`}</p><p class="quiet small"><span dir="ltr">${address}</span>, ${t.lastUsed} ${moment(lastUsedAt, reader)}</p></div>
${!current && html`<form method="post" action="/profile/devices/end"><button class="button small" name="id" value="${id}" aria-label="${t.end}: ${name}">${t.end}</button></form>`}</li>`;
}
