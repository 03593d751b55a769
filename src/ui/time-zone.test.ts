import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateFormat, zoneOf, zoneOffsetMs } from './time-zone.ts';

const hourMs = 3_600_000;
const [winter, summer] = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

test('the zone is the one in the cookie, and UTC when there is none or no such zone', () => {
  assert.equal(zoneOf('a=b; zone=Asia%2FKolkata'), 'Asia/Kolkata');
  assert.equal(zoneOf('zone=Europe%2fMoscow; c=d'), 'Europe/Moscow');
  for (const cookies of [
    undefined,
    '',
    'zone=',
    'zone=Evil%2FZone',
    'zone=<script>',
    'timezone=Europe%2FMoscow',
  ]) {
    assert.equal(zoneOf(cookies), 'UTC');
  }
});

test('a zone is ahead of UTC by what holds at that time', () => {
  assert.equal(zoneOffsetMs('UTC', winter), 0);
  assert.equal(zoneOffsetMs('Asia/Kathmandu', winter), 5.75 * hourMs);
  assert.equal(zoneOffsetMs('America/New_York', winter), -5 * hourMs);
  assert.equal(zoneOffsetMs('America/New_York', summer), -4 * hourMs);
});

test('a zone that does not exist has no format', () => {
  assert.equal(dateFormat('en', '+99:99', {}), undefined);
  assert.equal(dateFormat('en', 'Asia/Kolkata', { dateStyle: 'medium' })?.format(winter), 'Jan 15, 2026');
});
