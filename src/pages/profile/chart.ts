import type { DayCount } from '../../referrals/index.ts';
import { type Html, html, moment, type Reader } from '../../ui/index.ts';

const height = 40;
const step = 10;
const barWidth = 7;

/** Counts by day as bars, and as a table for screen readers. */
export function dayChart(days: readonly DayCount[], reader: Reader): Html | undefined {
  const [first, last] = [days[0], days.at(-1)];
  const most = Math.max(...days.map(({ count }) => count));
  if (first === undefined || last === undefined || most === 0) return undefined;
  const { say } = reader;
  const bars = days.map(({ count }, index) => {
    const barHeight = count === 0 ? 1 : Math.max(3, (count / most) * height);
    return html`<rect${count === 0 && html` class="none"`} x="${index * step}" y="${round(height - barHeight)}" width="${barWidth}" height="${round(barHeight)}" rx="1"/>`;
  });
  return html`<figure class="chart">
<svg viewBox="0 0 ${days.length * step - step + barWidth} ${height}" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
<figcaption><span>${moment(first.at, reader, 'day')}</span><span>${say('chart.most', { count: most })}</span><span>${moment(last.at, reader, 'day')}</span></figcaption>
<table class="unseen"><caption>${say('chart.caption')}</caption><thead><tr><th scope="col">${say('chart.day')}</th><th scope="col">${say('chart.count')}</th></tr></thead>
<tbody>${days.map(({ at, count }) => html`<tr><th scope="row">${moment(at, reader, 'day')}</th><td>${count}</td></tr>`)}</tbody></table>
</figure>`;
}

const round = (number: number) => Math.round(number * 100) / 100;
