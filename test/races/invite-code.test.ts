import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inviteCodeAlphabet } from '../../src/lib/invite-code.ts';
import { type Random, secureRandom } from '../../src/lib/random.ts';
import { crowdSettings, joinKnown } from '../crowd.ts';
import { engines } from '../engines.ts';
import { parallel } from '../parallel.ts';
import { startService } from '../service.ts';

const symbols = 6;

/** Randomness that draws the invite code 234567 for its first `repeats` draws, then real ones. */
function repeating(repeats: number): Random & { draws(): number } {
  let symbolsDrawn = 0;
  return {
    ...secureRandom,
    below(limit) {
      if (limit !== inviteCodeAlphabet.length) return secureRandom.below(limit);
      const index = symbolsDrawn++;
      return index < repeats * symbols ? index % symbols : secureRandom.below(limit);
    },
    draws: () => symbolsDrawn / symbols,
  };
}

for (const engine of engines) {
  test(`${engine.name}: an invite code that is taken is drawn again`, { skip: engine.skip }, async (t) => {
    const random = repeating(2);
    const service = await startService(engine, { settings: crowdSettings, random });
    t.after(() => service.close());
    const first = await joinKnown(service.call);
    const second = await joinKnown(service.call);
    assert.equal(first.inviteCode, '234567');
    assert.notEqual(second.inviteCode, first.inviteCode);
    assert.ok(random.draws() >= 3, 'the second account has drawn twice');
  });

  test(`${engine.name}: twenty parallel first sign-ins that draw the same invite code end with twenty codes`, {
    skip: engine.skip,
  }, async (t) => {
    const service = await startService(engine, { settings: crowdSettings, random: repeating(20) });
    t.after(() => service.close());
    const members = await parallel(20, () => joinKnown(service.call));
    const codes = new Set(members.map(({ inviteCode }) => inviteCode));
    assert.equal(codes.size, 20);
    assert.ok(codes.has('234567'));
  });
}
