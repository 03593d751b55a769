/** Limits in milliseconds, which are no tests because a busy machine would break them. */
import { crowdSettings, join, joinKnown, newPhoneNumber } from '../test/crowd.ts';
import { type Engine, engines, type TestDatabase } from '../test/engines.ts';
import { createPostgresql } from '../test/own-postgresql.ts';
import { createVisitor } from '../test/pages/visitor.ts';
import { parallel } from '../test/parallel.ts';
import { placeSettings, startServing } from '../test/process.ts';
import { profileReader, seedReferees } from '../test/referees.ts';
import { seedInvited } from '../test/seed-invited.ts';
import { startService } from '../test/service.ts';
import { median } from './figures.ts';

const readings = 50;
const invited = 1000;
const referees = 1_000_000;
const senders = 32;
const outages = 5;

/** The profile page of one who has invited a thousand people, over HTTP and back. */
export async function measurePage(engine: Engine): Promise<number> {
  const service = await startService(engine);
  try {
    const visitor = createVisitor(service);
    await visitor.signIn('+79991234567');
    await seedInvited(service, '+79991234567', invited);
    return await medianMs(() => visitor.open('/profile'));
  } finally {
    await service.close();
  }
}

/** The queries of the profile of one who has brought a million people. */
export async function measureReferees(engine: Engine): Promise<number> {
  const service = await startService(engine, { settings: crowdSettings });
  try {
    const referrer = await joinKnown(service.call);
    await seedReferees(service, referrer, referees);
    const read = profileReader(service, referrer);
    return await medianMs(() => read(service.database.read));
  } finally {
    await service.close();
  }
}

/** From SIGTERM, while codes are being sent, to the end of the process. */
export async function measureStop(database: TestDatabase): Promise<number> {
  const settings = { ...placeSettings(database), RATE_LIMITS: 'off', SIMULATED_DELAY_MS: '50-1500' };
  const service = await startServing(database.dataDir, settings);
  let isOver = false;
  const load = parallel(senders, async (index) => {
    for (let number = 0; !isOver; number += 1) {
      const phone_number = `+7999${String(index * 100_000 + number).padStart(7, '0')}`;
      await service.call('POST', '/api/send-code/', { body: { phone_number } }).catch(() => {
        isOver = true;
      });
    }
  });
  await service.printed(/"route":"\/api\/send-code\/"/);
  const stoppedMs = await elapsedMs(() => service.end('SIGTERM'));
  await load;
  return stoppedMs;
}

export interface Outage {
  /** The slowest answer that says that the database is unavailable. */
  readonly refusalMs: number;
  /** From the start of the database to the first sign-in, the slowest. */
  readonly recoveryMs: number;
}

/** A PostgreSQL that is stopped and started under the service. */
export async function measureOutage(): Promise<Outage> {
  const [postgresql, place] = [await createPostgresql(), await engines[0]!.createDatabase()];
  await postgresql.start();
  const service = await startServing(place.dataDir, { ...crowdSettings, DATABASE_URL: postgresql.url });
  const [refusals, recoveries]: [number[], number[]] = [[], []];
  try {
    for (let outage = 0; outage < outages; outage += 1) {
      await join(service.call);
      await postgresql.stop(outage % 2 === 0 ? 'fast' : 'immediate');
      for (let asked = 0; asked < senders; asked += 1) refusals.push(await elapsedMs(() => send()));
      await postgresql.start();
      recoveries.push(
        await elapsedMs(async () => {
          while ((await send()) !== 200);
        }),
      );
    }
  } finally {
    await service.end('SIGTERM');
    await Promise.all([postgresql.remove(), place.remove()]);
  }
  return { refusalMs: Math.max(...refusals), recoveryMs: Math.max(...recoveries) };

  async function send(): Promise<number> {
    const body = { phone_number: newPhoneNumber() };
    return (await service.call('POST', '/api/send-code/', { body })).status;
  }
}

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let reading = 0; reading < readings; reading += 1) times.push(await elapsedMs(work));
  return median(times);
}
