import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Reach, reachOf } from './hosts.ts';

const cases: Readonly<Record<Reach, readonly string[]>> = {
  machine: [
    '',
    'localhost',
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
    '/var/run/postgresql',
  ],
  private: ['10.0.0.1', '172.16.5.5', '192.168.1.1', 'fd00::1', '169.254.1.1', 'database'],
  public: ['0.0.0.0', '::', '8.8.8.8', '2001:4860:4860::8888', '172.32.0.1', 'db.example.org'],
};
for (const [reach, hosts] of Object.entries(cases)) {
  test(`the reach of ${hosts.map((host) => `"${host}"`).join(', ')} is ${reach}`, () => {
    for (const host of hosts) assert.equal(reachOf(host), reach, host);
  });
}
