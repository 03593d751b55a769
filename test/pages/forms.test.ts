import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../engines.ts';
import { solve } from '../proof.ts';
import { startService } from '../service.ts';
import { guardedHome, wasteHomeCodes } from '../wasted-codes.ts';
import { assertFault, codeSentTo, createVisitor, inviteCodeOn } from './visitor.ts';

const anna = '+79991234567';
const boris = '+79991234568';

for (const engine of engines) {
  const options = { skip: engine.skip };

  test(
    `${engine.name}: an invalid number is refused at its field, in the words for that field`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const guest = createVisitor(service, 'ru');
      const start = await guest.open('/');
      for (const [typed, key] of [
        ['', 'form.phone_number_missing'],
        ['8 (912', 'problem.invalid_phone_number.detail'],
        ['+7 999 123-45-67 доб. 5', 'problem.invalid_phone_number.detail'],
      ] as const) {
        const sentence = guest.says(key);
        const refused = await guest.submit(start, '/sign-in', { phone_number: typed });
        assert.equal(refused.status, 400);
        assert.match(refused.html, /<title>Ошибка: /);
        assert.ok(
          refused.html.includes(`<p class="error" id="phone_number-error" role="alert">${sentence}</p>`),
        );
        const input = /<input id="phone_number"[^>]*>/.exec(refused.html)?.[0] ?? '';
        assert.match(input, /aria-invalid="true"/);
        assert.match(input, /aria-describedby="phone_number-hint phone_number-error"/);
        assert.ok(input.includes(`value="${typed}"`));
      }
    },
  );

  test(
    `${engine.name}: a wrong, a misspelled and an expired code are refused at the field, and the number is kept`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const guest = createVisitor(service);
      const page = await guest.submit(await guest.open('/'), '/sign-in', {
        phone_number: '8 (999) 123-45-67',
      });
      const code = await codeSentTo(service, anna);
      const other = code === '1111' ? '2222' : '1111';
      for (const [typed, key] of [
        [other, 'problem.invalid_code.detail'],
        ['abcd', 'form.code_wrong_form'],
      ] as const) {
        const wrong = await guest.submit(page, '/sign-in/code', { code: typed });
        assert.equal(wrong.status, 400);
        assertFault(wrong, 'code', guest.says(key));
        assert.match(wrong.text, /\+7 999 123-45-67/);
      }
      const empty = await guest.submit(page, '/sign-in/code', { code: '' });
      assertFault(empty, 'code', guest.says('form.code_missing'));
      service.clock.advance(service.config.codeTtlSeconds + 1);
      const late = await guest.submit(page, '/sign-in/code', { code });
      assertFault(late, 'code', guest.says('problem.invalid_code.detail'));
    },
  );

  test(
    `${engine.name}: a code is accepted with the spaces and dashes that people paste`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const guest = createVisitor(service);
      const page = await guest.submit(await guest.open('/'), '/sign-in', { phone_number: anna });
      const code = await codeSentTo(service, anna);
      const signedIn = await guest.submit(page, '/sign-in/code', {
        code: ` ${code.slice(0, 2)} - ${code.slice(2)}\u00a0`,
      });
      assert.equal(signedIn.path, '/profile');
    },
  );

  test(
    `${engine.name}: a new code too early is refused with the time to wait, and the first code still works`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const guest = createVisitor(service);
      const page = await guest.submit(await guest.open('/'), '/sign-in', { phone_number: anna });
      assert.match(
        page.html,
        /data-waiting="resend"[^>]*>[^<]+<span role="timer" data-seconds="(29|30)">0:(29|30)</,
      );
      const early = await guest.submit(page, '/sign-in/resend');
      assert.equal(early.status, 429);
      assert.match(early.headers.get('retry-after') ?? '', /^(29|30)$/);
      assertFault(early, 'resend', guest.says('problem.resend_too_soon.detail'));
      const first = await codeSentTo(service, anna);
      service.clock.advance(31);
      const resent = await guest.submit(early, '/sign-in/resend');
      assert.ok(resent.html.includes(guest.says('notice.code_sent')));
      const signedIn = await guest.submit(resent, '/sign-in/code', { code: first });
      assert.equal(signedIn.path, '/profile');
    },
  );

  test(
    `${engine.name}: the same number sent twice leads to the page for the code, which is on its way`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const guest = createVisitor(service);
      const start = await guest.open('/');
      await guest.submit(start, '/sign-in', { phone_number: anna });
      const again = await guest.submit(start, '/sign-in', { phone_number: anna });
      assert.equal(again.path, '/sign-in/code');
      assert.ok(again.html.includes(guest.says('notice.code_on_its_way')));
      const signedIn = await guest.submit(again, '/sign-in/code', { code: await codeSentTo(service, anna) });
      assert.equal(signedIn.path, '/profile');
    },
  );

  test(
    `${engine.name}: too many codes are refused at the field with a countdown, and a code that was sent stays in reach`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const guest = createVisitor(service);
      const start = await guest.open('/');
      for (const waitSeconds of [31, 61, 121]) {
        await guest.submit(start, '/sign-in', { phone_number: anna });
        service.clock.advance(waitSeconds);
      }
      const refused = await guest.submit(start, '/sign-in', { phone_number: anna });
      assert.equal(refused.status, 429);
      assertFault(refused, 'phone_number', guest.says('problem.too_many_codes.detail'));
      assert.match(
        refused.html,
        /data-waiting="send"[^>]*>[^<]+<span role="timer" data-seconds="\d+">\d:\d\d</,
      );
      assert.match(refused.html, /<a href="\/sign-in\/code">/);
      const signedIn = await guest.submit(await guest.open('/sign-in/code'), '/sign-in/code', {
        code: await codeSentTo(service, anna),
      });
      assert.equal(signedIn.path, '/profile');
    },
  );

  test(
    `${engine.name}: the invite code outlives a resend, a reload and a second tab, until it is declined`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const code = inviteCodeOn(await createVisitor(service).signIn(anna));
      const guest = createVisitor(service);
      const page = await guest.submit(await guest.open(`/i/${code}`), '/sign-in', { phone_number: boris });
      service.clock.advance(31);
      await guest.submit(page, '/sign-in/resend');
      const reloaded = await guest.open('/sign-in/code');
      const secondTab = await guest.open('/');
      assert.match(secondTab.text, new RegExp(code));
      const profile = await guest.submit(reloaded, '/sign-in/code', {
        code: await codeSentTo(service, boris),
      });
      assert.ok(profile.html.includes(guest.says('notice.welcome_invited')));

      const other = createVisitor(service);
      const declined = await other.submit(await other.open(`/i/${code}`), '/invitation/decline');
      assert.doesNotMatch(declined.text, new RegExp(code));
      const alone = await other.signIn('+79991234569');
      assert.match(alone.html, /action="\/profile\/friend"/);
      const astray = await createVisitor(service).open('/i/nonsense!');
      assert.ok(astray.html.includes(guest.says('notice.link_wrong')));
    },
  );

  test(
    `${engine.name}: each tab goes on with its own number, whatever another tab has asked for since`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const guest = createVisitor(service);
      const start = await guest.open('/');
      const firstTab = await guest.submit(start, '/sign-in', { phone_number: anna });
      await guest.submit(start, '/sign-in', { phone_number: boris });
      const profile = await guest.submit(firstTab, '/sign-in/code', {
        code: await codeSentTo(service, anna),
      });
      assert.match(profile.text, /\+7 999 123-45-67/);
    },
  );

  test(
    `${engine.name}: a name is kept, cleared, and refused at its field when it is too long`,
    options,
    async (t) => {
      const service = await startService(engine);
      t.after(() => service.close());
      const guest = createVisitor(service);
      const profile = await guest.signIn(anna);
      const named = await guest.submit(profile, '/profile/name', { name: '  <b>Анна</b>  ' });
      assert.match(named.html, /name="name" value="&lt;b&gt;Анна&lt;\/b&gt;"/);
      const refused = await guest.submit(named, '/profile/name', { name: 'я'.repeat(81) });
      assert.equal(refused.status, 400);
      assertFault(refused, 'name', guest.says('form.name_too_long', { max: 80 }));
      const cleared = await guest.submit(named, '/profile/name', { name: ' ' });
      assert.match(cleared.html, /name="name" value=""/);
    },
  );

  test(
    `${engine.name}: where a proof of work is required, the page carries the challenge and accepts the solution`,
    options,
    async (t) => {
      const service = await startService(engine, { settings: { PROOF_OF_WORK: 'always' } });
      t.after(() => service.close());
      const guest = createVisitor(service);
      const held = await guest.submit(await guest.open('/'), '/sign-in', { phone_number: anna });
      assert.equal(held.status, 403);
      const challenge = /data-challenge="([^"]+)"/.exec(held.html)?.[1]?.replaceAll('&quot;', '"') ?? '';
      const proof = await solve(JSON.parse(challenge));
      const sent = await guest.submit(held, '/sign-in', { proof });
      assert.equal(sent.path, '/sign-in/code');
    },
  );

  test(
    `${engine.name}: where strangers waste codes at home, the page goes from standard work to raised work`,
    options,
    async (t) => {
      const service = await startService(engine, { settings: { ...guardedHome, PROOF_OF_WORK: 'always' } });
      t.after(() => service.close());
      await wasteHomeCodes(service);
      const guest = createVisitor(service);
      let page = await guest.submit(await guest.open('/'), '/sign-in', { phone_number: anna });
      const costs: number[] = [];
      while (page.status === 403) {
        const challenge = /data-challenge="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&quot;', '"') ?? '';
        costs.push(JSON.parse(challenge).parameters.cost);
        page = await guest.submit(page, '/sign-in', { proof: await solve(JSON.parse(challenge)) });
      }
      assert.deepEqual(costs, [2000, 6000]);
      assert.equal(page.path, '/sign-in/code');
    },
  );
}
