import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listConsents } from '../../src/consents/index.ts';
import { engines } from '../engines.ts';
import { type Service, startService } from '../service.ts';
import { assertFault, codeSentTo, createVisitor, inviteCodeOn } from './visitor.ts';

const anna = '+79991234567';
const boris = '+79991234568';

async function accountOf(service: Service, phoneNumber: string) {
  return service.database.read
    .selectFrom('accounts')
    .selectAll()
    .where('phone_number', '=', phoneNumber as never)
    .executeTakeFirstOrThrow();
}

for (const engine of engines) {
  const options = { skip: engine.skip };

  test(
    `${engine.name}: without a script one signs in, activates a friend's code, and the friend sees it`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const [one, other] = [createVisitor(service), createVisitor(service)];

      const welcome = await one.signIn(anna);
      assert.equal(welcome.path, '/profile');
      assert.ok(welcome.text.includes(one.says('notice.welcome')));
      assert.match(welcome.text, /\+7 999 123-45-67/);
      const code = inviteCodeOn(welcome);

      const profile = await other.signIn(boris);
      const activated = await other.submit(profile, '/profile/friend', {
        invite_code: ` ${code.toLowerCase()} `,
      });
      assert.equal(activated.path, '/profile');
      assert.ok(activated.text.includes(other.says('notice.activated')));
      assert.ok(activated.text.includes(other.says('friend.joined_with', { inviteCode: code })));
      assert.doesNotMatch(activated.html, /action="\/profile\/friend"/);

      const seen = await one.open('/profile');
      assert.match(seen.text, /Invited people 1 /);
      assert.match(seen.text, /\+7 999 123-45-68/);
    },
  );

  test(
    `${engine.name}: a share link makes the first sign-in an activation, with the consent and its wording kept`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const code = inviteCodeOn(await createVisitor(service).signIn(anna));
      const guest = createVisitor(service);
      const form = await guest.open(`/i/${code.toLowerCase()}`);
      assert.equal(form.path, '/');
      assert.ok(form.text.includes(guest.says('sign_in.invited', { inviteCode: code })));
      assert.ok(form.text.includes(guest.says('consent.full_at_sign_in')));
      const profile = await guest.signIn(boris);
      assert.ok(profile.text.includes(guest.says('notice.welcome_invited')));
      assert.ok(profile.text.includes(guest.says('friend.joined_with', { inviteCode: code })));

      const { id } = await accountOf(service, boris);
      const [consent, ...more] = await listConsents(service.database.read, id);
      assert.deepEqual([consent?.kind, consent?.version, more.length], ['referrer_sees_number', 'full-2', 0]);
      assert.ok(Math.abs((consent?.at ?? 0) - service.clock.now()) < 60_000);
      assert.deepEqual(await listConsents(service.database.read, (await accountOf(service, anna)).id), []);
    },
  );

  test(`${engine.name}: a consent is kept only with an activation that succeeds`, options, async (t) => {
    const service = await startService(engine, { settings: { REFEREE_PHONES: 'masked' } });
    t.after(() => service.close());
    const code = inviteCodeOn(await createVisitor(service).signIn(anna));
    const guest = createVisitor(service);
    const profile = await guest.signIn(boris);
    const wrong = await guest.submit(profile, '/profile/friend', { invite_code: 'ZZZZZZ' });
    assert.equal(wrong.status, 404);
    assertFault(wrong, 'invite_code', guest.says('problem.invite_code_not_found.detail'));
    const empty = await guest.submit(profile, '/profile/friend', { invite_code: '' });
    assertFault(empty, 'invite_code', guest.says('form.invite_code_missing'));
    const { id } = await accountOf(service, boris);
    assert.deepEqual(await listConsents(service.database.read, id), []);
    await guest.submit(wrong, '/profile/friend', { invite_code: code });
    assert.deepEqual(
      (await listConsents(service.database.read, id)).map(({ version }) => version),
      ['masked-2'],
    );
  });

  test(
    `${engine.name}: devices are listed, and one that is signed out from another is out at once`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const [desk, phone] = [createVisitor(service), createVisitor(service)];
      await desk.signIn(anna);
      service.clock.advance(61);
      const onPhone = await phone.signIn(anna);
      assert.equal(onPhone.html.match(/Chrome · Linux/g)?.length, 2 + 1);
      const ended = await phone.submit(onPhone, '/profile/devices/end');
      assert.ok(ended.text.includes(phone.says('notice.session_ended')));
      const turnedAway = await desk.open('/profile');
      assert.equal(turnedAway.path, '/');
      assert.ok(turnedAway.text.includes(desk.says('notice.session_over')));
      assert.equal((await phone.open('/profile')).path, '/profile');
    },
  );

  test(
    `${engine.name}: the list is paged by links, newest first, and every person stands in it once`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const host = createVisitor(service);
      const code = inviteCodeOn(await host.signIn(anna));
      for (let index = 10; index < 33; index += 1) {
        await service.signIn(`+799976500${index}`, { invite_code: code });
      }
      const numbers = (html: string) =>
        [...html.matchAll(/\+7\u00a0999\u00a0765-00-(\d\d)/g)].map((match) => match[1]);
      const first = await host.open('/profile');
      assert.match(first.text, /Invited people 23/);
      const older = /href="(\/profile\/invited\?after=[^"]+)"/.exec(first.html)?.[1];
      const second = await host.open(older ?? '');
      const expected = Array.from({ length: 23 }, (_, index) => String(32 - index));
      assert.deepEqual([...numbers(first.html), ...numbers(second.html)], expected);
      assert.doesNotMatch(second.html, /href="[^"]*after=/);
    },
  );

  test(
    `${engine.name}: the chart counts each of the last 14 days, by the calendar of the reader's zone`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const host = createVisitor(service);
      const code = inviteCodeOn(await host.signIn(anna));
      await service.signIn(boris, { invite_code: code });
      // 20:30 UTC of the day before yesterday: yesterday in a zone five hours ahead.
      const dayMs = 86_400_000;
      const at = Math.floor(service.clock.now() / dayMs) * dayMs - 2 * dayMs + 20.5 * 3_600_000;
      await service.database.transaction((trx) =>
        trx.updateTable('referrals').set({ activated_at: at }).execute(),
      );
      const rows = (html: string) => [
        ...html.matchAll(
          /<tr><th scope="row"><time datetime="([^"]+)"[^>]*>[^<]*<\/time><\/th><td>(\d+)<\/td>/g,
        ),
      ];
      const counts = async (zone: string) => {
        host.cookies.set('zone', encodeURIComponent(zone));
        const days = rows((await host.open('/profile')).html);
        assert.equal(days.length, 14);
        const [, start = '', count] = days.find(([, , found]) => found !== '0') ?? [];
        assert.equal(count, '1');
        return Date.parse(start);
      };
      assert.equal(await counts('UTC'), at - 20.5 * 3_600_000);
      assert.equal(await counts('Asia/Yekaterinburg'), at - 1.5 * 3_600_000);
    },
  );

  test(
    `${engine.name}: an account that was there before is offered the code of the link in its profile`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const code = inviteCodeOn(await createVisitor(service).signIn(anna));
      await service.signIn(boris);
      const guest = createVisitor(service);
      await guest.open(`/i/${code}`);
      service.clock.advance(61);
      const profile = await guest.signIn(boris);
      assert.match(profile.html, new RegExp(`name="invite_code" value="${code}"`));
      const activated = await guest.submit(profile, '/profile/friend');
      assert.ok(activated.text.includes(guest.says('friend.joined_with', { inviteCode: code })));
      assert.equal(guest.cookies.has('pozovi_invite'), false);
    },
  );

  test(
    `${engine.name}: a number is changed and an account ended only after a recent sign-in`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const host = createVisitor(service);
      await host.signIn(anna);
      service.clock.advance(service.config.freshSignInSeconds + 60);
      const again = await host.open('/profile/phone');
      assert.equal(again.path, '/profile/again?next=phone');
      const codePage = await host.submit(again, '/profile/again');
      assert.equal(codePage.path, '/sign-in/code');
      const form = await host.submit(codePage, '/sign-in/code', { code: await codeSentTo(service, anna) });
      assert.equal(form.path, '/profile/phone');
      const newCode = await host.submit(form, '/profile/phone', { phone_number: boris });
      assert.equal(newCode.path, '/profile/phone/code');
      const changed = await host.submit(newCode, '/profile/phone/code', {
        code: await codeSentTo(service, boris),
      });
      assert.ok(changed.text.includes(host.says('notice.phone_changed')));
      assert.match(changed.text, /\+7 999 123-45-68/);
      assert.equal((await accountOf(service, boris)).phone_number, boris);

      const exported = await host.request('POST', '/profile/export', { form: {} });
      assert.match(exported.headers.get('content-disposition') ?? '', /^attachment/);
      assert.match(exported.text, /\+79991234568/);

      const ended = await host.submit(await host.open('/profile/end'), '/profile/end');
      assert.equal(ended.path, '/');
      assert.ok(ended.text.includes(host.says('notice.account_ended')));
      assert.equal((await host.open('/profile')).path, '/');
    },
  );
}
