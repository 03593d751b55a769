import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import type { Caller } from '../call.ts';
import { activate, crowdSettings, type Member, newPhoneNumber, profile, sendCode, verify } from '../crowd.ts';
import { engines } from '../engines.ts';
import { inTurn } from '../parallel.ts';
import { placeSettings, startServing } from '../process.ts';

const kills = 10;
const clients = 16;

/** What the service has acknowledged. */
interface Promised extends Member {
  readonly inviteCode: string | undefined;
  readonly referrer: string | undefined;
}

/** Registers and activates until the service is gone; `promise` records all answers. */
async function write(call: Caller, inviteCode: string, promise: (promised: Promised) => void): Promise<void> {
  for (;;) {
    const phoneNumber = newPhoneNumber();
    const sent = await sendCode(call, phoneNumber);
    assert.equal(sent.status, 200, sent.text);
    const { status, body, text } = await verify(call, phoneNumber);
    assert.equal(status, 200, text);
    const member = { phoneNumber, token: body.token, refreshToken: body.refresh_token };
    promise({ ...member, inviteCode: undefined, referrer: undefined });
    const read = await profile(call, member);
    const known = { ...member, inviteCode: read.body.invite_code };
    const activated = await activate(call, member, inviteCode);
    assert.equal(activated.status, 200, activated.text);
    promise({ ...known, referrer: inviteCode });
  }
}

/** Whether `fetch` failed, as it does when the other side is gone. */
function isGone(error: unknown): boolean {
  return error instanceof TypeError && error.cause !== undefined;
}

for (const engine of engines) {
  test(`${engine.name}: after each of ${kills} kill -9 during writes every answered registration and activation is there`, {
    skip: engine.skip,
  }, async (t) => {
    const place = await engine.createMigrated();
    t.after(() => place.remove());
    const settings = { ...crowdSettings, ...placeSettings(place) };
    const promises = new Map<string, Promised>();
    let referrerCode: string | undefined;

    async function check(call: Caller, promised: readonly Promised[]): Promise<void> {
      await inTurn(promised.length, clients, async (index) => {
        const { phoneNumber, token, refreshToken, inviteCode, referrer } = promised[index]!;
        const { status, body, text } = await profile(call, { phoneNumber, token, refreshToken });
        assert.equal(status, 200, `${phoneNumber} is lost: ${text}`);
        assert.equal(body.phone_number, phoneNumber);
        if (inviteCode !== undefined) assert.equal(body.invite_code, inviteCode);
        if (referrer !== undefined) assert.equal(body.referrer, referrer, `${phoneNumber}: activation lost`);
      });
    }

    for (let kill = 0; kill < kills; kill += 1) {
      const service = await startServing(place.dataDir, settings);
      t.after(() => service.end('SIGKILL'));
      await check(service.call, [...promises.values()].slice(-100));
      if (referrerCode === undefined) {
        const phoneNumber = newPhoneNumber();
        await sendCode(service.call, phoneNumber);
        const { body } = await verify(service.call, phoneNumber);
        const member = { phoneNumber, token: body.token, refreshToken: body.refresh_token };
        referrerCode = String((await profile(service.call, member)).body.invite_code);
      }
      const code = referrerCode;
      const end = promises.size + randomInt(20, 80);
      const writers = Array.from({ length: clients }, () =>
        write(service.call, code, (promised) => {
          promises.set(promised.phoneNumber, promised);
          if (promises.size >= end) void service.end('SIGKILL');
        }).catch((error: unknown) => {
          if (!isGone(error)) throw error;
        }),
      );
      await Promise.all(writers);
      assert.equal((await service.ended).signal, 'SIGKILL');
    }

    const service = await startServing(place.dataDir, settings);
    t.after(() => service.end('SIGKILL'));
    await check(service.call, [...promises.values()]);
    t.diagnostic(`${promises.size} registrations were answered before a kill, and all are there`);
  });
}
