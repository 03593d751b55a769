import assert from 'node:assert/strict';
import { secureRandom } from '../src/lib/random.ts';
import { deriveKey } from '../src/lib/secret-keys.ts';
import { createProofs, newProofChallenge } from '../src/proof-of-work/index.ts';
import { solve } from './proof.ts';
import type { Service } from './service.ts';

/** A service that protects its home country once too many codes are not entered, with any address to play. */
export const guardedHome = {
  TRUSTED_PROXIES: '127.0.0.1/32',
  FRAUD_MODE: 'protect',
  PROOF_OF_WORK: 'risk',
};

/** Unentered codes of the home country in an hour above which a new service requires work. */
export const homeFloor = 30;

/** A number of the home country; each of another prefix. */
export const homeNumber = (index: number) => `+79${120 + index}00${String(index).padStart(4, '0')}`;

/** Strangers request codes that they never enter, each from a new address. */
export async function wasteHomeCodes(service: Service, count = homeFloor): Promise<void> {
  const { clock, config } = service;
  const key = deriveKey(config.secretKey, 'proofs');
  const cheap = createProofs({
    clock,
    random: secureRandom,
    key,
    work: { cost: 1, counterMin: 1, counterMax: 1 },
  });
  for (let index = 0; index < count; index += 1) {
    const proof = config.proofOfWork === 'always' ? await solve(await newProofChallenge(cheap)) : undefined;
    const sent = await service.call('POST', '/api/send-code/', {
      body: { phone_number: homeNumber(index), ...(proof !== undefined && { proof }) },
      headers: { 'x-forwarded-for': `203.0.113.${index}` },
    });
    assert.equal(sent.status, 200, sent.text);
  }
}
