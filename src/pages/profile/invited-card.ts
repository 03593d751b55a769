import { displayPhoneNumber } from '../../lib/phone-number.ts';
import type { DayCount } from '../../referrals/index.ts';
import { type Html, html, moment, type Reader } from '../../ui/index.ts';
import { dayChart } from './chart.ts';

/** A person in the list, as the use case shows them. */
export interface InvitedPerson {
  readonly phone_number: string | null;
  readonly name: string | null;
  readonly activatedAt: number;
}

interface InvitedCard {
  readonly count: number;
  readonly people: readonly InvitedPerson[];
  readonly nextCursor: string | null;
  readonly days: readonly DayCount[];
}

/** The invited people: how many, on which days, and the newest of them. */
export function invitedCard({ count, people, nextCursor, days }: InvitedCard, reader: Reader): Html {
  const { say } = reader;
  return html`<section class="card stack invited" aria-labelledby="invited-title">
<h2 id="invited-title">${say('invited.title')} <span class="count">${new Intl.NumberFormat(reader.locale).format(count)}</span></h2>
${people.length === 0 && html`<p class="quiet">${say('invited.none')}</p>`}
${dayChart(days, reader)}
${people.length > 0 && invitedList(people, reader)}
${nextCursor !== null && html`<p><a class="button" href="/profile/invited?after=${nextCursor}">${say('invited.older')}</a></p>`}
</section>`;
}

/** A page of the rest of the list. */
export function invitedPage(
  people: readonly InvitedPerson[],
  nextCursor: string | null,
  reader: Reader,
): Html {
  const { say } = reader;
  return html`<div class="card stack">
${people.length === 0 ? html`<p class="quiet">${say('invited.none')}</p>` : invitedList(people, reader)}
<nav class="row" aria-label="${say('invited.title')}">${nextCursor !== null && html`<a class="button" href="/profile/invited?after=${nextCursor}" rel="next">${say('invited.older')}</a>`}
<a class="button" href="/profile/invited">${say('invited.newest')}</a> <a class="button" href="/profile">${say('invited.back')}</a></nav>
</div>`;
}

function invitedList(people: readonly InvitedPerson[], reader: Reader): Html {
  const { say } = reader;
  return html`<ul class="list">${people.map(
    ({ phone_number: number, name, activatedAt }) => html`
<li><span>${number === null ? html`<span class="quiet">${say('invited.deleted')}</span>` : html`<span class="number" dir="ltr">${displayPhoneNumber(number)}</span>`}${name !== null && html` <bdi>${name}</bdi>`}</span> <span class="quiet small">${moment(activatedAt, reader)}</span></li>`,
  )}
</ul>`;
}
