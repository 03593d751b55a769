import type { TestContext } from 'node:test';
import type { Environment } from '../../src/config/index.ts';
import type { Random } from '../../src/lib/random.ts';
import type { Message, Provider } from '../../src/messaging/index.ts';
import type { Engine } from '../engines.ts';
import { type Service, startService } from '../service.ts';
import { type Client, createClient, manyAddresses } from './client.ts';

/** The phones that receive codes. An attacker has none of them. */
export interface Phones {
  /** All sent messages. */
  sent(): number;
  /** The codes that came to a phone, oldest first. */
  codesOf(phoneNumber: string): readonly string[];
}

export interface Battlefield {
  readonly service: Service;
  readonly client: Client;
  readonly phones: Phones;
}

interface Options {
  readonly settings?: Environment;
  readonly random?: Random;
}

/** Runs the service with any address to play and every message caught. Closed with the test. */
export async function takeField(t: TestContext, engine: Engine, options: Options = {}): Promise<Battlefield> {
  const caught = new Map<string, string[]>();
  let sent = 0;
  const provider: Provider = {
    name: 'caught',
    async send({ to, code }: Message) {
      sent += 1;
      const codes = caught.get(to);
      if (codes === undefined) caught.set(to, [code ?? '']);
      else codes.push(code ?? '');
    },
  };
  const service = await startService(engine, {
    ...options,
    settings: { ...manyAddresses, ...options.settings },
    provider,
  });
  const client = createClient(service.url);
  t.after(async () => {
    await client.close().finally(() => service.close());
  });
  return {
    service,
    client,
    phones: { sent: () => sent, codesOf: (phoneNumber) => caught.get(phoneNumber) ?? [] },
  };
}

/** An address of the attacker's, `10.0.0.0` and on; each index another. */
export function attackerAddress(index: number): string {
  return `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
}

/** A mobile number of the home country; each index another. */
export function homeNumber(index: number): string {
  return `+7912${String(index).padStart(7, '0')}`;
}
