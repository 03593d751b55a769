import type { CompiledQuery } from 'kysely';
import type { Statements } from '../../connection.ts';
import { isShared, type SharedQuery } from '../../shared-query.ts';
import { type Answer, Batch, type Waiting } from './batch.ts';

/** The statements of one participant of a shared transaction. */
export interface ParticipantStatements extends Statements {
  /** Whether one of them has changed something, or may still do so. */
  hasWritten(): boolean;
}

export interface BatchedStatements {
  /** Adds a participant. */
  join(): ParticipantStatements;
  /** Sends what was collected in this tick. */
  flush(): void;
}

/**
 * The statements of a shared transaction wait for the end of the tick. Then the first ones of all participants are
 * sent, then the second ones, and so on: equal shared statements as one batch. Each participant's statements keep their
 * order.
 */
export function batchedStatements(execute: Statements['execute']): BatchedStatements {
  /** The statements of each participant in this tick, in order. */
  let queues = new Map<Participant, Waiting<CompiledQuery>[]>();

  function flush(): void {
    const flushed = [...queues.values()];
    queues = new Map();
    for (let round = 0; flushed.some(({ length }) => length > round); round += 1) {
      sendTogether(
        flushed.flatMap((queue) => queue[round] ?? []),
        execute,
      );
    }
  }

  function ask(participant: Participant, query: CompiledQuery): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (queues.size === 0) process.nextTick(flush);
      const queue = queues.get(participant) ?? [];
      queues.set(participant, queue);
      queue.push({ query, resolve, reject });
    });
  }

  return { flush, join: () => new Participant(ask) };
}

/** Statements that do not depend on one another. */
function sendTogether(statements: readonly Waiting<CompiledQuery>[], execute: Statements['execute']): void {
  const batches = new Map<string, Batch[]>();
  for (const statement of statements) {
    const { query, resolve, reject } = statement;
    if (isShared(query)) addToBatch(batches, statement as Waiting<SharedQuery>);
    else execute(query).then(resolve, reject);
  }
  for (const batch of [...batches.values()].flat()) void batch.send(execute);
}

function addToBatch(batches: Map<string, Batch[]>, statement: Waiting<SharedQuery>): void {
  const equal = batches.get(statement.query.sql) ?? [];
  batches.set(statement.query.sql, equal);
  if (equal.some((batch) => batch.add(statement))) return;
  const batch = new Batch();
  batch.add(statement);
  equal.push(batch);
}

class Participant implements ParticipantStatements {
  private readonly ask: (participant: Participant, query: CompiledQuery) => Promise<Answer>;
  private unanswered = 0;
  private hasChanged = false;

  constructor(ask: (participant: Participant, query: CompiledQuery) => Promise<Answer>) {
    this.ask = ask;
  }

  async execute(query: CompiledQuery): Promise<Answer> {
    if (query.query.kind === 'SelectQueryNode') return this.ask(this, query);
    this.unanswered += 1;
    const answer = await this.ask(this, query);
    this.unanswered -= 1;
    this.hasChanged ||= answer.numAffectedRows !== 0n;
    return answer;
  }

  hasWritten(): boolean {
    return this.hasChanged || this.unanswered > 0;
  }

  lock(): Promise<never> {
    return refuse();
  }

  script(): Promise<never> {
    return refuse();
  }
}

/** A lock would not keep the other participants out, so work that needs one runs in its own transaction. */
async function refuse(): Promise<never> {
  throw new Error('a shared transaction takes no lock and runs no script');
}
