import { speech } from '../../i18n/index.ts';
import type { DayCount } from '../../referrals/index.ts';
import { type Html, html, moment, type Reader } from '../../ui/index.ts';

const say = speech({
  caption: { en: 'Invited people by day', ru: 'Приглашённые по дням' },
  day: { en: 'Day', ru: 'День' },
  count: { en: 'People', ru: 'Человек' },
  most: { en: 'most in a day', ru: 'больше всего за день' },
});

const height = 40;
const step = 10;
const barWidth = 7;

/** Counts by day as bars, and as a table for those who do not see them. */
export function dayChart(days: readonly DayCount[], reader: Reader): Html | undefined {
  const [first, last] = [days[0], days.at(-1)];
  const most = Math.max(...days.map(({ count }) => count));
  if (first === undefined || last === undefined || most === 0) return undefined;
  const t = say(reader.locale);
  const bars = days.map(({ count }, index) => {
    const barHeight = count === 0 ? 1 : Math.max(3, (count / most) * height);
    return html`<rect${count === 0 && html` class="none"`} x="${index * step}" y="${round(height - barHeight)}" width="${barWidth}" height="${round(barHeight)}" rx="1"/>`;
  });
  return html`<figure class="chart">
<svg viewBox="0 0 ${days.length * step - step + barWidth} ${height}" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
<figcaption><span>${moment(first.at, reader, 'day')}</span><span>${t.most}: ${most}</span><span>${moment(last.at, reader, 'day')}</span></figcaption>
<table class="unseen"><caption>${t.caption}</caption><thead><tr><th scope="col">${t.day}</th><th scope="col">${t.count}</th></tr></thead>
<tbody>${days.map(({ at, count }) => html`<tr><th scope="row">${moment(at, reader, 'day')}</th><td>${count}</td></tr>`)}</tbody></table>
</figure>`;
}

const round = (number: number) => Math.round(number * 100) / 100;
