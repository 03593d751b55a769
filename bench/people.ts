import type { Load } from './load.ts';
import { confirmationCode, numbersPrefix } from './programs.ts';
import { get, post, type Request } from './request.ts';

/** How many connections the load has. */
export const connections = 32;

/** Makes up phone numbers, each once. */
export function phoneNumbers(): (count: number) => string[] {
  let next = 1_000_000;
  return (count) => Array.from({ length: count }, () => numbersPrefix + next++);
}

/** Sends codes to the numbers; the requests that sign in with them. */
export async function prepareSignIns(
  load: Load,
  url: string,
  numbers: readonly string[],
  inviteCodes: readonly string[] = [],
): Promise<Request[]> {
  const requests = numbers.map((number) => post('/api/send-code/', { phone_number: number }));
  await load.run({ url, connections, requests, keepsBodies: false });
  return numbers.map((number, index) =>
    post('/api/verify-phone/', {
      phone_number: number,
      confirmation_code: confirmationCode,
      ...(inviteCodes.length > 0 && { invite_code: inviteCodes[index % inviteCodes.length] }),
    }),
  );
}

async function signInAll(load: Load, url: string, requests: readonly Request[]): Promise<string[]> {
  const { bodies } = await load.run({ url, connections, requests, keepsBodies: true });
  return bodies.map((body) => JSON.parse(body).token);
}

/**
 * Signs in `inviters` people and `invitedEach` more for each of them: one account has brought less than one other on
 * average, as is so among real people. Their access tokens, inviters and invited mixed.
 */
export async function makePeople(
  load: Load,
  url: string,
  numbers: (count: number) => string[],
  { inviters, invitedEach }: { inviters: number; invitedEach: number },
): Promise<string[]> {
  const first = await signInAll(load, url, await prepareSignIns(load, url, numbers(inviters)));
  const requests = first.map((token) => get('/api/profile/', token));
  const profiles = await load.run({ url, connections, requests, keepsBodies: true });
  const inviteCodes: string[] = profiles.bodies.map((body) => JSON.parse(body).invite_code);
  const invited = numbers(inviters * invitedEach);
  const second = await signInAll(load, url, await prepareSignIns(load, url, invited, inviteCodes));
  return [...first, ...second].sort((one, other) => (one.slice(-8) < other.slice(-8) ? -1 : 1));
}
