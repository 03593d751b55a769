import type { Config } from '../config/index.ts';
import type { Server } from '../http/index.ts';
import {
  createMessaging,
  inboxRoutes,
  type Messaging,
  type Provider,
  simulatedProvider,
} from '../messaging/index.ts';
import type { Base } from './base.ts';

/** How each provider that SMS_PROVIDERS may name is built. */
const providers: Readonly<Record<Config['smsProviders'][number], (base: Base) => Provider>> = {
  simulated: ({ config, clock, random }) => simulatedProvider(config.simulatedDelayMs, clock, random),
};

/** Sends by `provider`, or by the first of SMS_PROVIDERS. */
export function createMessages(base: Base, provider: Provider | undefined): Messaging {
  const { config, database, clock, random } = base;
  const [name = 'simulated'] = config.smsProviders;
  return createMessaging({
    database,
    clock,
    random,
    provider: provider ?? providers[name](base),
    keepsTexts: config.mode === 'development',
  });
}

/** The inbox in development, nothing in production. */
export async function mountMessages(server: Server, { config, database, clock }: Base): Promise<void> {
  if (config.mode !== 'development') return;
  await server.register(inboxRoutes({ database, clock, region: config.defaultRegion }));
}
