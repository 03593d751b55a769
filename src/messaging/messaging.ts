import type { Database, Transaction } from '../db/index.ts';
import type { Clock } from '../lib/clock.ts';
import { newId } from '../lib/id.ts';
import type { Random } from '../lib/random.ts';
import type { Message, Provider } from './message.ts';
import { createOutcomes } from './outcomes.ts';
import * as store from './store.ts';

/** Nobody took the message over. */
export class SendingFailed extends Error {}

/** A message that has no id yet. It was made now, unless it says when it was asked for. */
export type Draft = Omit<Message, 'id' | 'createdAt'> & Partial<Pick<Message, 'createdAt'>>;

export interface Messaging {
  /** The name of the way that messages take, as answers show it. */
  readonly channel: string;
  /** Writes a message down in the transaction that decided to send it. It leaves with `deliver`. */
  write(trx: Transaction, message: Draft): Promise<Message>;
  /** Hands a written message to the provider, outside of any transaction. Throws SendingFailed. */
  deliver(message: Message): Promise<void>;
}

interface Options {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly provider: Provider;
  /** Whether texts and codes are kept for the development inbox. Never in production. */
  readonly keepsTexts: boolean;
}

export function createMessaging({ database, clock, random, provider, keepsTexts }: Options): Messaging {
  const outcomes = createOutcomes(database);
  return {
    channel: provider.name,

    async write(trx, draft) {
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
    },

    async deliver(message) {
      try {
        await provider.send(message);
      } catch (error) {
        await outcomes.write(message.id, 'failed');
        throw new SendingFailed('the provider refused the message', { cause: error });
      }
      await outcomes.write(message.id, 'sent');
    },
  };
}
