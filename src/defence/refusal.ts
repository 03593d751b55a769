import { type AuditDetails, type NewAuditEvent, writeAuditEvent } from '../audit/index.ts';
import { Problem, type ProblemType } from '../http/index.ts';
import type { Defence } from './defence.ts';
import type { RefusalRule } from './refusal-rules.ts';

/** A Problem decided by a rule. It rolls back the transaction in which it is thrown, and is recorded after that. */
export class Refusal extends Problem {
  /** The name of the limit or rule in settings, audit and metrics. */
  readonly rule: RefusalRule;
  readonly inputs: AuditDetails;

  constructor(type: ProblemType, rule: RefusalRule, inputs: AuditDetails, retryAfterSeconds?: number) {
    super(type, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
    this.rule = rule;
    this.inputs = inputs;
  }
}

/** Counts and records a Refusal after its transaction was rolled back. Ignores any other error. */
export async function recordRefusal(
  { database, audit, counters }: Defence,
  error: unknown,
  refused: Pick<NewAuditEvent, 'phoneNumber' | 'accountId'>,
): Promise<void> {
  if (!(error instanceof Refusal)) return;
  const { rule, inputs: details } = error;
  counters.refused(rule);
  await database.transaction(async (trx) => {
    writeAuditEvent(audit, trx, { kind: 'refused', ...refused, rule, details });
  });
}
