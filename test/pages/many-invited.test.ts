import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { seedInvited } from '../seed-invited.ts';
import { startService } from '../service.ts';
import { createVisitor } from './visitor.ts';

const host = '+79991234567';
const people = 1000;
const shownMax = 20;

for (const engine of engines) {
  test(`${engine.name}: the profile of one who has invited a thousand people counts them all, and a page lists twenty`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine);
    t.after(() => service.close());
    const visitor = createVisitor(service);
    await visitor.signIn(host);
    await seedInvited(service, host, people);
    let page = await visitor.open('/profile');
    assert.match(page.text, /Invited people 1,000/);
    for (let linked = 0; linked < 3; linked += 1) {
      assert.equal(page.html.match(/<li><span><span/g)?.length, shownMax);
      const older = /href="(\/profile\/invited\?after=[^"]+)"/.exec(page.html)?.[1];
      page = await visitor.open(older ?? assert.fail('no link to older ones'));
    }
  });
}
