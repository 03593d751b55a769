import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, type Traffic } from './pumping.ts';

const none = { sent: 0, verified: 0 };
const quiet: Traffic = {
  country: { hour: none, day: none, verifiedOnBestDay: 0 },
  prefix: { hour: none, day: none },
  address: { hour: none, day: none },
  addressCountries: 1,
  isHome: false,
};
const sent = (count: number, verified = 0) => ({ sent: count, verified });
const rule = (traffic: Partial<Traffic>) => judge({ ...quiet, ...traffic })?.rule;

test('each rule of the unverified share allows its floor and refuses one more', () => {
  const edges: [string, (count: number) => Partial<Traffic>, number][] = [
    ['address_countries_day', (addressCountries) => ({ addressCountries }), 3],
    ['address_unverified_hour', (count) => ({ address: { hour: sent(count), day: none } }), 5],
    ['address_unverified_day', (count) => ({ address: { hour: none, day: sent(count) } }), 10],
    ['prefix_unverified_hour', (count) => ({ prefix: { hour: sent(count), day: none } }), 5],
    ['prefix_unverified_day', (count) => ({ prefix: { hour: none, day: sent(count) } }), 10],
    [
      'country_unverified_hour',
      (count) => ({ country: { hour: sent(count), day: none, verifiedOnBestDay: 0 } }),
      3,
    ],
    [
      'country_unverified_day',
      (count) => ({ country: { hour: none, day: sent(count), verifiedOnBestDay: 0 } }),
      20,
    ],
  ];
  for (const [name, traffic, floor] of edges) {
    assert.equal(rule(traffic(floor)), undefined, name);
    assert.equal(rule(traffic(floor + 1)), name);
  }
});

test('a country whose people enter their codes is allowed more, by their number', () => {
  const busy = { hour: sent(0), day: sent(0), verifiedOnBestDay: 3000 };
  assert.equal(rule({ country: { ...busy, hour: sent(100) } }), undefined);
  assert.equal(rule({ country: { ...busy, hour: sent(101) } }), 'country_unverified_hour');
  assert.equal(rule({ country: { ...busy, day: sent(900) } }), undefined);
  assert.equal(rule({ country: { ...busy, day: sent(901) } }), 'country_unverified_day');
});

test('the home country starts with ten times the floor, so that a new service can let its first people in', () => {
  const country = { hour: sent(30), day: sent(30), verifiedOnBestDay: 0 };
  assert.equal(rule({ country, isHome: true }), undefined);
  assert.equal(rule({ country, isHome: false }), 'country_unverified_hour');
});

test('a verdict says what decided it', () => {
  assert.deepEqual(judge({ ...quiet, addressCountries: 4 }), {
    rule: 'address_countries_day',
    inputs: { value: 4, allowed: 3 },
    isProvable: false,
  });
});

test('work makes up for what everybody has done at home, and for nothing that the address has done', () => {
  const day = sent(1000);
  const shared: Partial<Traffic> = {
    country: { hour: none, day, verifiedOnBestDay: 0 },
    prefix: { hour: none, day },
  };
  const own: Partial<Traffic>[] = [{ address: { hour: none, day } }, { addressCountries: 4 }];
  const isProvable = (traffic: Partial<Traffic>) => judge({ ...quiet, ...traffic })?.isProvable;
  for (const one of Object.entries(shared).map(([name, value]) => ({ [name]: value }))) {
    assert.equal(isProvable({ ...one, isHome: true }), true);
    assert.equal(isProvable({ ...one, isHome: false }), false);
  }
  for (const one of own) assert.equal(isProvable({ ...shared, ...one, isHome: true }), false);
});
