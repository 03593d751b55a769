import type { Server } from '../http/index.ts';
import {
  createMessaging,
  inboxRoutes,
  type Messaging,
  type Provider,
  simulatedProvider,
} from '../messaging/index.ts';
import type { Base } from './base.ts';

/** Sends by `provider`; by the simulated one where there is none. */
export function createMessages(base: Base, provider: Provider | undefined): Messaging {
  const { config, database, clock, random } = base;
  return createMessaging({
    database,
    clock,
    random,
    provider: provider ?? simulatedProvider(config.simulatedDelayMs, clock, random),
    keepsTexts: config.mode === 'development',
  });
}

/** In development mode the inbox, and nothing in production. */
export async function mountMessages(server: Server, { config, database, clock }: Base): Promise<void> {
  if (config.mode !== 'development') return;
  await server.register(inboxRoutes({ database, clock, region: config.defaultRegion }));
}
