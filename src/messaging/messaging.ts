import type { Database, Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { newId } from '../lib/id.ts';
import type { Random } from '../lib/random.ts';
import type { Message, Provider } from './message.ts';
import { createOutcomes, type Outcomes } from './outcomes.ts';
import * as store from './store.ts';

/** The provider did not accept the message. */
export class SendingFailed extends Error {}

/** A message without its id. `createdAt` defaults to now. */
export type Draft = Omit<Message, 'id' | 'createdAt'> & Partial<Pick<Message, 'createdAt'>>;

interface Options {
  readonly clock: Clock;
  readonly random: Random;
  readonly provider: Provider;
  /** Whether texts and codes are stored for the development inbox. Never in production. */
  readonly keepsTexts: boolean;
}

/** The dependencies of sending messages. */
export interface Messaging extends Options {
  readonly outcomes: Outcomes;
}

export function createMessaging(options: Options & { readonly database: Database }): Messaging {
  return { ...options, outcomes: createOutcomes(options.database) };
}

/** Inserts a message in the transaction that decided to send it. `deliverMessage` sends it. */
export function writeMessage(messaging: Messaging, trx: Transaction, draft: Draft): Message {
  const { clock, random, provider, keepsTexts } = messaging;
  const message: Message = { createdAt: clock.now(), ...draft, id: newId('msg', clock, random) };
  store.insert(trx, {
    id: message.id,
    phone_number: message.to,
    purpose: message.purpose,
    provider: provider.name,
    status: 'sending',
    created_at: message.createdAt,
    text: keepsTexts ? message.text : null,
    code: keepsTexts ? message.code : null,
  });
  return message;
}

/** Hands a stored message to the provider, outside of any transaction. Throws SendingFailed. */
export async function deliverMessage({ provider, outcomes }: Messaging, message: Message): Promise<void> {
  try {
    await provider.send(message);
  } catch (error) {
    await outcomes.write(message.id, 'failed');
    throw new SendingFailed('the provider refused the message', { cause: error });
  }
  await outcomes.write(message.id, 'sent');
}
