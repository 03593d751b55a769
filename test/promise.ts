/** Helpers for tests that run on each engine. */
import { type TestContext, test } from 'node:test';
import type { Environment } from '../src/config/index.ts';
import type { Engine } from './engines.ts';
import { type Service, startService } from './service.ts';

/** Makes tests that are named after the engine, and skipped where it is missing. */
export function testsOn(engine: Engine) {
  return (name: string, body: (t: TestContext) => Promise<void>) =>
    void test(`${engine.name}: ${name}`, { skip: engine.skip }, body);
}

/** Makes tests that are given a service of their own, with these settings and those of the test. */
export function promisesOn(engine: Engine, settings: Environment = {}) {
  const promise = testsOn(engine);
  return (name: string, run: (service: Service) => Promise<void>, more: Environment = {}) =>
    promise(name, async (t) => run(await startedFor(t, engine, { ...settings, ...more })));
}

/** A service that is closed when the test ends. */
export async function startedFor(
  t: TestContext,
  engine: Engine,
  settings: Environment = {},
): Promise<Service> {
  const service = await startService(engine, { settings });
  t.after(() => service.close());
  return service;
}
