import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { startService } from '../service.ts';
import { codeSentTo, createVisitor, inviteCodeOn } from './visitor.ts';

const anna = '+79991234567';
const [engine] = engines;

/** What people paste where a code is asked for; each holds the right one. */
const pastes: readonly ((code: string) => string)[] = [
  (code) => `Ваш код: ${code}. Никому его не сообщайте.`,
  (code) => `${code} — код для входа в Pozovi.\n\n@id.example.org #${code}`,
  (code) => `код ${code}`,
  (code) => `\u200e${code.slice(0, 2)}\u2013${code.slice(2)}`,
  (code) => code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
];

test('a code is taken out of whatever was pasted, and text without one costs no attempt', async (t) => {
  const service = await startService(engine!, { settings: { RATE_LIMITS: 'off' } });
  t.after(() => service.close());
  for (const paste of pastes) {
    const guest = createVisitor(service);
    const page = await guest.submit(await guest.open('/'), '/sign-in', { phone_number: anna });
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const refused = await guest.submit(page, '/sign-in/code', { code: 'the code, or 12' });
      assert.ok(refused.text.includes(guest.says('form.code_wrong_form')));
    }
    const typed = paste(await codeSentTo(service, anna));
    const profile = await guest.submit(page, '/sign-in/code', { code: typed });
    assert.equal(profile.path, '/profile', JSON.stringify(typed));
  }
});

test('a number from an address book is taken with its invisible marks', async (t) => {
  const service = await startService(engine!);
  t.after(() => service.close());
  const guest = createVisitor(service);
  const page = await guest.submit(await guest.open('/'), '/sign-in', {
    phone_number: '\u202a+7 999 123-45-67\u202c',
  });
  assert.equal(page.path, '/sign-in/code');
});

test('a number abroad without its plus is suggested as a button, and nothing is sent before it is chosen', async (t) => {
  const service = await startService(engine!);
  t.after(() => service.close());
  const guest = createVisitor(service);
  const asked = await guest.submit(await guest.open('/'), '/sign-in', { phone_number: '375291234567' });
  assert.equal(asked.status, 400);
  assert.ok(asked.text.includes(guest.says('form.did_you_mean')));
  assert.match(asked.html, /<button [^>]*name="phone_number" value="\+375291234567"/);
  const inbox = await service.call('GET', '/api/dev/messages/');
  assert.deepEqual(inbox.body.data, []);
  const chosen = await guest.submit(asked, '/sign-in', { phone_number: '+375291234567' });
  assert.equal(chosen.path, '/sign-in/code');
});

test('a friend\u2019s code is taken with the words and the link around it', async (t) => {
  const service = await startService(engine!);
  t.after(() => service.close());
  const owner = createVisitor(service);
  const code = inviteCodeOn(await owner.signIn(anna));
  for (const [index, text] of [
    `Вот моё приглашение: ${code}`,
    `https://id.example.org/i/${code}?utm=1`,
  ].entries()) {
    const friend = createVisitor(service);
    const profile = await friend.signIn(`+7999123456${index}`);
    const activated = await friend.submit(profile, '/profile/friend', { invite_code: text });
    assert.equal(activated.path, '/profile', activated.text);
  }
});
