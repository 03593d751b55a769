/** A person on an unknown device, for whose number strangers have requested too many codes. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Engine, engines } from '../engines.ts';
import { testsOn } from '../promise.ts';
import { solve } from '../proof.ts';
import { type Service, startService } from '../service.ts';
import { assertFault, codeSentTo, createVisitor } from './visitor.ts';

const anna = '+79991234567';

async function besieged(t: TestContext, engine: Engine, settings = {}): Promise<Service> {
  const service = await startService(engine, { settings });
  t.after(() => service.close());
  for (const waitSeconds of [31, 61, 121]) {
    const sent = await service.call('POST', '/api/send-code/', { body: { phone_number: anna } });
    assert.equal(sent.status, 200, sent.text);
    service.clock.advance(waitSeconds);
  }
  return service;
}

/** The last two codes that came to the phone, as the form takes them. */
async function received({ call }: Service) {
  const inbox = await call('GET', `/api/dev/messages/?to=${encodeURIComponent(anna)}`);
  const [last, before] = inbox.body.data;
  return { received_code_1: `${last.code} `, received_code_2: String(before.code) };
}

for (const engine of engines) {
  const promise = testsOn(engine);

  promise('the page that refuses accepts the last two codes, and then the one that they bring', async (t) => {
    const service = await besieged(t, engine);
    const guest = createVisitor(service);
    const refused = await guest.submit(await guest.open('/'), '/sign-in', { phone_number: anna });
    assert.equal(refused.status, 429);
    assert.ok(refused.text.includes(guest.says('received_codes.why')));
    const sent = await guest.submit(refused, '/sign-in', await received(service));
    assert.equal(sent.path, '/sign-in/code', sent.text);
    const signedIn = await guest.submit(sent, '/sign-in/code', { code: await codeSentTo(service, anna) });
    assert.equal(signedIn.path, '/profile');
  });

  promise(
    'wrong and missing codes are refused at their fields, and a guesser sees how long to wait',
    async (t) => {
      const service = await besieged(t, engine);
      const guest = createVisitor(service);
      const refused = await guest.submit(await guest.open('/'), '/sign-in', { phone_number: anna });
      const { received_code_1: last } = await received(service);
      for (const [typed, key] of [
        [{ received_code_1: last }, 'form.received_codes_missing'],
        [{ received_code_1: last, received_code_2: 'abcd' }, 'form.code_wrong_form'],
        [{ received_code_1: last, received_code_2: '99999999' }, 'received_codes.wrong'],
      ] as const) {
        const wrong = await guest.submit(refused, '/sign-in', typed);
        assert.equal(wrong.status, 400);
        assert.match(wrong.html, /<title>Error: /);
        assertFault(wrong, 'received_code_1', guest.says(key));
        assert.doesNotMatch(wrong.html, /phone_number-error/);
      }
      const typed = { received_code_1: last, received_code_2: '99999999' };
      let answer = await guest.submit(refused, '/sign-in', typed);
      for (let more = 0; more < 6; more += 1) answer = await guest.submit(refused, '/sign-in', typed);
      assert.equal(answer.status, 429);
      assert.equal(answer.headers.get('retry-after'), '60');
      assert.match(answer.html, /data-waiting="send-received"/);
    },
  );

  promise('a code that strangers requested can be typed at once: the phone is what counts', async (t) => {
    const service = await besieged(t, engine);
    const guest = createVisitor(service);
    const refused = await guest.submit(await guest.open('/'), '/sign-in', { phone_number: anna });
    assert.match(refused.html, /<a href="\/sign-in\/code">/);
    const signedIn = await guest.submit(await guest.open('/sign-in/code'), '/sign-in/code', {
      code: await codeSentTo(service, anna),
    });
    assert.equal(signedIn.path, '/profile');
  });

  promise('with PRESET=strict no such code counts, and the page does not offer it', async (t) => {
    const service = await besieged(t, engine, { PRESET: 'strict' });
    const guest = createVisitor(service);
    const refused = await guest.submit(await guest.open('/'), '/sign-in', { phone_number: anna });
    assert.doesNotMatch(refused.html, /<a href="\/sign-in\/code">/);
    const sent = await guest.submit(refused, '/sign-in', await received(service));
    const signedIn = await guest.submit(sent, '/sign-in/code', { code: await codeSentTo(service, anna) });
    assert.equal(signedIn.path, '/profile');
  });

  promise('the code page accepts them too, when another code is refused there', async (t) => {
    const service = await besieged(t, engine);
    const guest = createVisitor(service);
    await guest.submit(await guest.open('/'), '/sign-in', { phone_number: anna });
    const refused = await guest.submit(await guest.open('/sign-in/code'), '/sign-in/resend');
    assert.equal(refused.status, 429);
    const wrong = await guest.submit(refused, '/sign-in/resend', {
      received_code_1: '99999999',
      received_code_2: '99999999',
    });
    assert.match(wrong.html, /id="received_code_1-error"/);
    const sent = await guest.submit(wrong, '/sign-in/resend', await received(service));
    assert.ok(sent.text.includes(guest.says('notice.code_sent')));
    const signedIn = await guest.submit(sent, '/sign-in/code', { code: await codeSentTo(service, anna) });
    assert.equal(signedIn.path, '/profile');
  });

  promise('the codes survive a proof of work that is required on the way', async (t) => {
    const service = await besieged(t, engine, { PROOF_OF_WORK: 'risk' });
    const guest = createVisitor(service);
    const refused = await guest.submit(await guest.open('/'), '/sign-in', { phone_number: anna });
    const wrong = { received_code_1: '99999999', received_code_2: '99999999' };
    for (let tries = 0; tries < 3; tries += 1) await guest.submit(refused, '/sign-in', wrong);
    const held = await guest.submit(refused, '/sign-in', await received(service));
    assert.equal(held.status, 403);
    const challenge = /data-challenge="([^"]+)"/.exec(held.html)?.[1]?.replaceAll('&quot;', '"') ?? '';
    const sent = await guest.submit(held, '/sign-in', { proof: await solve(JSON.parse(challenge)) });
    assert.equal(sent.path, '/sign-in/code');
  });

  promise('changing to a number that strangers requested codes for works the same way', async (t) => {
    const service = await besieged(t, engine);
    const guest = createVisitor(service);
    await guest.signIn('+79991110001');
    const refused = await guest.submit(await guest.open('/profile/phone'), '/profile/phone', {
      phone_number: anna,
    });
    assert.equal(refused.status, 429);
    const sent = await guest.submit(refused, '/profile/phone', await received(service));
    assert.equal(sent.path, '/profile/phone/code');
    const changed = await guest.submit(sent, '/profile/phone/code', {
      code: await codeSentTo(service, anna),
    });
    assert.match(changed.text, /\+7 999 123-45-67/);
  });
}
