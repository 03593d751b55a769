import type { CompiledQuery, QueryResult } from 'kysely';
import type { Statements } from '../../connection.ts';
import { isSet, type SetQuery } from '../../set-query.ts';
import { type Gathering, gather } from './gathering.ts';

type Answer = QueryResult<unknown>;

/** The statements of one of those that share a transaction. */
export interface Share extends Statements {
  /** Whether one of them has changed something, or may still do so. */
  hasWritten(): boolean;
}

export interface SharedStatements {
  /** The statements of one more. */
  share(): Share;
  /** Sends what waits for the end of the turn. */
  send(): void;
}

/** What everybody asked for first in this turn, or second, or third. */
interface Step {
  readonly alone: (() => void)[];
  readonly sets: Map<string, Gathering>;
}

/**
 * The statements of those that share a transaction wait for the end of the turn. Then a statement over a set is sent once
 * for all who asked for it. Each one's own statements stay in their order.
 */
export function sharedStatements(execute: Statements['execute']): SharedStatements {
  let turn = 0;
  let steps: Step[] = [];

  function send(): void {
    const sent = steps;
    steps = [];
    turn++;
    for (const { alone, sets } of sent) {
      for (const sendOne of alone) sendOne();
      for (const gathering of sets.values()) void gathering.send();
    }
  }

  function stepAt(index: number): Step {
    if (steps.length === 0) process.nextTick(send);
    const step = steps[index] ?? { alone: [], sets: new Map() };
    steps[index] = step;
    return step;
  }

  function askAlone(query: CompiledQuery, step: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      stepAt(step).alone.push(() => execute(query).then(resolve, reject));
    });
  }

  /** From which step on one may join, and which step it joined. */
  function join(query: SetQuery, from: number): { answer: Promise<Answer>; step: number } {
    for (let step = from; ; step++) {
      const { sets } = stepAt(step);
      const gathering = sets.get(query.sql) ?? gather(query, execute);
      sets.set(query.sql, gathering);
      const answer = gathering.join(query);
      if (answer !== undefined) return { answer, step };
    }
  }

  return {
    send,

    share() {
      let next = { turn, step: 0 };
      let unanswered = 0;
      let hasChanged = false;

      function ask(query: CompiledQuery): Promise<Answer> {
        const from = next.turn === turn ? next.step : 0;
        const { answer, step } = isSet(query)
          ? join(query, from)
          : { answer: askAlone(query, from), step: from };
        next = { turn, step: step + 1 };
        return answer;
      }

      return {
        async execute(query) {
          if (query.query.kind === 'SelectQueryNode') return ask(query);
          unanswered++;
          const answer = await ask(query);
          unanswered--;
          hasChanged ||= answer.numAffectedRows !== 0n;
          return answer;
        },
        hasWritten: () => hasChanged || unanswered > 0,
        script: refuse,
        lock: refuse,
      };
    },
  };
}

/** What would hold off others holds off nobody in the same transaction: who needs it has to have one alone. */
async function refuse(): Promise<never> {
  throw new Error('a transaction that is shared takes no lock and runs no script');
}
